import type { Parameter } from '../catalog/schema';
import type { CallSite } from './model';

/**
 * The parameter an argument fills: by the overload PostgreSQL picks or, where it picks none, by what all
 * overloads agree on (the first two seats, and every name). Undefined where that depends.
 */
export function seatOf(call: CallSite, index: number): Parameter | undefined {
  if (call.verdict.kind === 'ok') return call.verdict.parameters[index];
  const argument = call.arguments[index];
  const seats = (call.entry?.overloads ?? []).map((overload) =>
    argument?.name === undefined
      ? overload.parameters[index]
      : overload.parameters.find((parameter) => parameter.name === argument.name),
  );
  // An overload without the name can't be meant.
  const possible = argument?.name === undefined ? seats : seats.filter((seat) => seat !== undefined);
  const [first] = possible;
  return possible.every((seat) => seat?.meaning === first?.meaning) ? first : undefined;
}
