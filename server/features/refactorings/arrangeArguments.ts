/** The white space between the arguments of a call, and nothing else of the text. */
import type { CallSite } from '../../../core/calls/model';
import type { Span } from '../../../core/span';
import type { TextEdit } from '../../../core/sql/document';
import { ifAccepted, type Refactoring } from './refactoring';

/** One argument a line, a step further in than the line that the call begins on. */
export function oneArgumentALine(call: CallSite): Refactoring | undefined {
  const { text } = call.fragment;
  const lineStart = Math.max(text.lastIndexOf('\n', call.span.start - 1), -1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, call.span.start))?.[0] ?? '';
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const inner = lineBreak + indent + (indent.includes('\t') ? '\t' : '  ');
  const spacing = [inner, inner, lineBreak + indent] as const;
  return arrange(call, 'Put each argument on its own line', spacing, (isBroken) => !isBroken);
}

export function allOnOneLine(call: CallSite): Refactoring | undefined {
  return arrange(call, 'Put all arguments on one line', ['', ' ', ''], (isBroken) => isBroken);
}

/** What stands before the first argument, between two, behind the last. */
type Spacing = readonly [first: string, between: string, last: string];

/** `isDue`: whether there is something to do before an argument, by whether it begins a line. */
function arrange(
  call: CallSite,
  title: string,
  [first, between, last]: Spacing,
  isDue: (isBroken: boolean) => boolean,
): Refactoring | undefined {
  const { arguments: all, argumentsSpan, fragment } = call;
  const empty = all.some(({ span }) => span.start === span.end);
  if (all.length < 2 || empty || !call.closed) return undefined;
  const edits = all.flatMap(({ slot, span }, index): TextEdit[] => [
    { start: slot.start, end: span.start, newText: index === 0 ? first : between },
    { start: span.end, end: slot.end, newText: slot.end === argumentsSpan.end ? last : '' },
  ]);
  // A comment between two arguments has its place there, and one that ends with its line needs the line's end.
  if (edits.some((edit) => /\S/.test(textOf(edit)))) return undefined;
  if (!all.some(({ slot, span }) => isDue(textOf({ start: slot.start, end: span.start }).includes('\n'))))
    return undefined;
  return ifAccepted(call, { title, edits: edits.filter((edit) => textOf(edit) !== edit.newText) });

  function textOf({ start, end }: Span): string {
    return fragment.text.slice(start, end);
  }
}
