/** The values of one run of many, or of the only one. */
import type { Cell } from '../../core/invocation/outcome';
import { parameterNumber } from '../../core/parameters/matchColumns';
import type { ParameterRow } from '../../core/parameters/parameterRows';
import type { AskParameters } from './options';

export interface ParameterSet {
  /** `$1` and so on; undefined: none were given. */
  readonly parameters: readonly Cell[] | undefined;
  /** psql variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where the values stand; undefined where in no file. */
  readonly place?: { readonly file: string; readonly line: number };
}

/**
 * `targetOf`: what a column gives, `$1` or a psql variable's name, by default its own. NULL leaves a variable unset,
 * as `\gset` does.
 */
export function toParameterSet(
  { line, values }: ParameterRow,
  file: string,
  targetOf: (column: string) => string = (column) => column,
): ParameterSet {
  const parameters: Cell[] = [];
  const variables: Record<string, string> = {};
  for (const [column, value] of values) {
    const target = targetOf(column);
    const number = parameterNumber(target);
    if (number !== undefined) parameters[number - 1] = value;
    else if (value !== null) variables[target] = value;
  }
  const given = Array.from(parameters, (value) => value ?? null);
  return { parameters: given.length > 0 ? given : undefined, variables, place: { file, line } };
}

/** Answers with the values of the set, as many as a statement wants; `mend` says how to give more. */
export function createParameterAnswers(
  parameters: readonly Cell[],
  mend: (missing: string) => string,
): AskParameters {
  return ({ types }) => {
    const missing = types.length > parameters.length;
    if (!missing) return Promise.resolve({ kind: 'values', values: parameters.slice(0, types.length) });
    return Promise.resolve({
      kind: 'refused',
      message: `the statement has ${types.length} parameters, and ${parameters.length} were given`,
      advice: mend(`$${parameters.length + 1}`),
    });
  };
}
