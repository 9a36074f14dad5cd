/** The psql variables that a run would need and nobody sets. */
import { createDocument } from '../../core/analysis';
import { findAllDefinitions, psqlVariableName } from '../../core/psqlVariables';
import { isMark, wordOf } from '../../core/sql/cursor';
import { parseMetaCommand } from '../../core/sql/metaCommand';
import { tokenize, type Token } from '../../core/sql/tokens';
import type { Span } from '../../core/span';

/**
 * In the order of their first use in the parts of `text` that run. Left out are those that the text sets anywhere
 * (then what sets them is to be run), and all behind an `\i`, which may set anything.
 */
export function findUnsetVariables(
  text: string,
  spans: readonly Span[],
  isSet: (name: string) => boolean,
): readonly string[] {
  if (!text.includes(':')) return [];
  const defined = new Set(findAllDefinitions(createDocument(text)).map(({ name }) => name));
  const used = spans.flatMap(({ start, end }) => findUses(text.slice(start, end)));
  return [...new Set(used)].filter((name) => !defined.has(name) && !isSet(name));
}

function findUses(text: string): readonly string[] {
  const names: string[] = [];
  for (const chunk of createDocument(text).chunks) {
    if (chunk.kind === 'copyData') continue;
    const tokens = tokenize(chunk.text, chunk.options).significant;
    names.push(...findUsesIn(tokens));
    if (tokens.some(({ kind, text: command }) => kind === 'metaCommand' && setsAnything(command))) break;
  }
  return names;
}

function findUsesIn(tokens: readonly Token[]): readonly string[] {
  const names: string[] = [];
  /** For each open bracket, whether it is of ARRAY[…]: in others `:` may stand between the bounds of a slice. */
  const brackets: boolean[] = [];
  for (const [index, token] of tokens.entries()) {
    if (isMark(token, '[')) brackets.push(opensArray(tokens[index - 1], brackets.at(-1) ?? false));
    else if (isMark(token, ']')) brackets.pop();
    else if (token.kind === 'psqlVariable' && (brackets.at(-1) ?? true) && !token.text.startsWith(':{'))
      names.push(psqlVariableName(token.text));
  }
  return names;
}

function opensArray(before: Token | undefined, inArray: boolean): boolean {
  if (before && wordOf(before) === 'array') return true;
  return inArray && (isMark(before, '[') || isMark(before, ','));
}

/** `\gset` names variables by columns, of which the text may tell nothing. */
function setsAnything(command: string): boolean {
  return /^(?:i|ir|include|include_relative|gset)$/.test(parseMetaCommand(command).name);
}
