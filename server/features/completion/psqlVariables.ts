/** The psql variables that the script has set so far, behind `:` and inside `:'…'`. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import type { Span } from '../../../core/span';
import { isMark } from '../../../core/sql/cursor';
import type { Token } from '../../../core/sql/tokens';
import { indexOfTokenAt } from '../../spot/place';
import { findDefinitions, type PsqlDefinition } from '../../../core/psqlVariables';
import { describeVariable } from '../describe';
import type { Proposal } from './proposal';
import { endsValue } from './surroundings';
import type { Typing } from './typing';

export function proposePsqlVariables(typing: Typing): readonly Proposal[] {
  const { document, chunkIndex, fragment } = typing.place;
  const hole = fragment.psql ? findHole(fragment.text, fragment.tokens, typing.place.at) : undefined;
  if (!hole) return [];
  return findDefinitions(document, chunkIndex).map((definition) => {
    const { name, command, offset } = definition;
    return {
      label: name,
      kind: CompletionItemKind.Variable,
      detail: `\\${command}`,
      markdown: describeVariable(definition, document.positionAt(offset).line),
      span: hole.span,
      insert: [hole.quoted ? name + hole.closing : `:'${name}'${castFor(typing, definition, hole)}`],
      filterText: hole.quoted ? name : `:${name}`,
    };
  });
}

/** Where a variable's name is being typed. */
interface Hole {
  /** Of the name; with its colon where no quote has been typed. */
  readonly span: Span;
  readonly quoted: boolean;
  /** The quote that is still missing behind the name. */
  readonly closing: string;
}

function findHole(text: string, tokens: readonly Token[], at: number): Hole | undefined {
  const index = indexOfTokenAt(tokens, at - 1);
  const token = tokens[index];
  if (!token || token.start >= at) return undefined;
  if (token.kind === 'psqlVariable') return findInVariable(text, token, at);
  const before = tokens[index - 1];
  if (isMark(token, ':')) {
    const isCast = endsValue(before) && before?.end === token.start;
    return isCast ? undefined : { span: token, quoted: false, closing: '' };
  }
  // `:'` makes a variable only once its name has been typed; until then a string stands there.
  const opensName = token.kind === 'string' && isMark(before, ':') && before?.end === token.start;
  return opensName ? holeInQuotes(text, token.start + 1, at) : undefined;
}

function findInVariable(text: string, token: Token, at: number): Hole | undefined {
  const quote = token.text.charAt(1);
  if (quote === '{') return undefined;
  if (quote !== "'" && quote !== '"') return { span: token, quoted: false, closing: '' };
  return at < token.end ? holeInQuotes(text, token.start + 2, at) : undefined;
}

/** The name runs as far as a name can: behind an open quote, the rest of the line belongs to something else. */
function holeInQuotes(text: string, start: number, at: number): Hole | undefined {
  if (at < start || !/^\w*$/.test(text.slice(start, at))) return undefined;
  const end = at + (/^\w*/.exec(text.slice(at))?.[0].length ?? 0);
  const isClosed = /['"]/.test(text.charAt(end));
  return { span: { start, end }, quoted: true, closing: isClosed ? '' : "'" };
}

/** psql hands an untyped literal to PostgreSQL, which then takes it for text: a structure has to be cast. */
function castFor({ argument, place }: Typing, { type }: PsqlDefinition, hole: Hole): string {
  const isWanted = type !== undefined && argument?.seats.some((seat) => seat.type === type);
  return isWanted && !place.fragment.text.startsWith('::', hole.span.end) ? `::${type}` : '';
}
