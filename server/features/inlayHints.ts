import { InlayHintKind, type InlayHint, type Range } from 'vscode-languageserver-types';
import type { CallSite } from '../../core/calls/model';
import type { Parameter } from '../../core/catalog/schema';
import type { SqlDocument } from '../../core/sql/document';
import { findDocumentCalls } from '../spot/documentCalls';
import { indexOfTokenAt } from '../spot/place';
import { possibleSeats } from '../spot/seats';
import { describeParameter } from './describe';

/** At which arguments names are shown: wherever they tell something, at literals and NULL alone, or nowhere. */
export const NAME_HINTS = ['all', 'literals', 'none'] as const;
export type NameHints = (typeof NAME_HINTS)[number];
export const DEFAULT_NAME_HINTS: NameHints = 'all';

/**
 * The names of the parameters that positional arguments fill, in the statements of the range. Left out where they
 * would tell nothing: at the required parameters, which every call begins with; at a column or a variable, which
 * has a name of its own; and where the overloads that are still possible disagree.
 */
export function inlayHints(
  document: SqlDocument,
  range: Range,
  names: NameHints = DEFAULT_NAME_HINTS,
): readonly InlayHint[] {
  if (names === 'none') return [];
  const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  return findDocumentCalls(document, span).flatMap(({ call, toDocument }) =>
    call.arguments.flatMap((argument, index) => {
      const { start, end } = toDocument(argument.span);
      if (end < span.start || start > span.end) return [];
      if (names === 'literals' && !argument.value.literal && !argument.value.isNull) return [];
      const parameter = parameterToName(call, index);
      return parameter ? [toHint(document, start, parameter)] : [];
    }),
  );
}

function parameterToName(call: CallSite, index: number): Parameter | undefined {
  const argument = call.arguments[index];
  if (!argument || argument.name !== undefined || argument.span.start === argument.span.end) return undefined;
  if (isName(call, argument.value.span)) return undefined;
  const [first, ...others] = possibleSeats(call, index);
  if (first?.default === undefined || others.some(({ name }) => name !== first.name)) return undefined;
  return first;
}

/** `column`, `t.column`, `record.field`. */
function isName(call: CallSite, { start, end }: CallSite['span']): boolean {
  const { tokens } = call.fragment;
  const inside = tokens.slice(indexOfTokenAt(tokens, start), indexOfTokenAt(tokens, end));
  return (
    !inside.some(({ text }) => CONSTANTS.has(text.toLowerCase())) &&
    inside.every(({ kind, text }, at) =>
      at % 2 === 0 ? kind === 'word' || kind === 'quotedWord' : text === '.',
    )
  );
}

const CONSTANTS = new Set(['null', 'true', 'false', 'default']);

function toHint(document: SqlDocument, offset: number, parameter: Parameter): InlayHint {
  return {
    position: document.positionAt(offset),
    label: `${parameter.name} =>`,
    kind: InlayHintKind.Parameter,
    tooltip: { kind: 'markdown', value: describeParameter(parameter) },
    paddingRight: true,
  };
}
