import { FUNCTIONS } from '../catalog/functions';
import { findRegion } from '../catalog/regions';
import type { Parameter } from '../catalog/schema';

/** The seats whose values can be told from one another by looks alone. */
const TELLING = new Set<Parameter['meaning']>(['region', 'invocationType', 'logType']);

const PARAMETERS: readonly Parameter[] = FUNCTIONS.flatMap((entry) =>
  entry.overloads.flatMap((overload) => overload.parameters),
);

export interface Slip {
  /** The parameter the value belongs to. */
  readonly parameter: Parameter;
  /** The value as that parameter spells it. */
  readonly value: string;
}

/** What a value was meant for, if it is one of another parameter's and not of this seat's. */
export function findSlip(seat: Parameter, value: string): Slip | undefined {
  if (!TELLING.has(seat.meaning) || belongsTo(seat, value) !== undefined) return undefined;
  for (const parameter of PARAMETERS) {
    if (parameter.meaning === seat.meaning || !TELLING.has(parameter.meaning)) continue;
    const spelt = belongsTo(parameter, value);
    if (spelt !== undefined) return { parameter, value: spelt };
  }
  return undefined;
}

/** The value in its right case, if the parameter has it. */
function belongsTo(parameter: Parameter, value: string): string | undefined {
  if (parameter.meaning === 'region') return findRegion(value.toLowerCase())?.name;
  return parameter.values?.find((known) => known.value.toLowerCase() === value.toLowerCase())?.value;
}
