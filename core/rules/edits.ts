/** The few edits from which the rules' fixes are made. */
import type { Argument, CallSite, Expression } from '../calls/model';
import type { TextEdit } from '../sql/document';

/** Writes `::type` behind an expression, in parentheses where it is more than one literal, name or call. */
export function castEdits(call: CallSite, value: Expression, type: string): readonly TextEdit[] {
  const { start, end } = value.span;
  const behind = { start: end, end, newText: `::${type}` };
  if (isSimple(call, value)) return [behind];
  return [
    { start, end: start, newText: '(' },
    { ...behind, newText: `)${behind.newText}` },
  ];
}

function isSimple(call: CallSite, value: Expression): boolean {
  if (value.psqlVariable !== undefined || value.isNull || value.call !== undefined) return true;
  if (value.literal !== undefined) return true;
  const inside = call.fragment.tokens.filter(
    ({ start, end }) => start >= value.span.start && end <= value.span.end,
  );
  return inside.every((token, index) => (index % 2 === 0 ? NAME_KINDS.has(token.kind) : token.text === '.'));
}

/** A column, a variable, `$1`: what a cast can stand behind. */
const NAME_KINDS = new Set(['word', 'quotedWord', 'parameter', 'number']);

/** Takes one argument out, with the comma that goes with it. */
export function removalEdits(call: CallSite, index: number): readonly TextEdit[] {
  const argument = call.arguments[index];
  const before = call.arguments[index - 1];
  const behind = call.arguments[index + 1];
  if (!argument) return [];
  if (before) return [{ start: before.span.end, end: argument.span.end, newText: '' }];
  return [{ start: argument.span.start, end: behind?.span.start ?? argument.span.end, newText: '' }];
}

/** Puts text in the place of an argument's value. */
export function replaceArgument(argument: Argument, newText: string): readonly TextEdit[] {
  return [{ start: argument.span.start, end: argument.span.end, newText }];
}

/** Puts text in the place of what stands between a literal's quotes. */
export function replaceLiteral(
  literal: NonNullable<Expression['literal']>,
  newText: string,
): readonly TextEdit[] {
  const { string } = literal;
  const start = string.offsetAt(0);
  return [{ start, end: string.offsetAt(string.value.length), newText: string.escape(newText) }];
}
