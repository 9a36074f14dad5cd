/** The values that `--param` and `--params` give, a set for each run. */
import { readValue } from '../../cluster/psql/parameterValue';
import { toParameterSet, type ParameterSet } from '../../cluster/script/parameterSets';
import { parseParameterRows } from '../../core/parameters/parameterRows';
import { CommandFailure, EXIT } from '../exitCode';
import { readText } from '../source';

export interface ParameterFlags {
  readonly param?: readonly string[];
  readonly params?: string;
}

/** Throws `CommandFailure` for a file that is none of parameters. */
export async function readParameterSets({ param, params }: ParameterFlags): Promise<readonly ParameterSet[]> {
  if (param && params !== undefined) throw unusable('Give either --param or --params, not both.');
  if (params === undefined) return [{ parameters: param?.map(readValue), variables: {} }];
  const reading = parseParameterRows(await readText(params), params);
  if (reading.kind === 'unreadable') throw unusable(reading.problem);
  return reading.rows.map((row) => toParameterSet(row, params));
}

/** How to give a parameter that is missing. */
export const mendMissing = (missing: string): string =>
  `Give ${missing} too: --param VALUE once more, or in the file of --params.`;

function unusable(message: string): CommandFailure {
  return new CommandFailure(EXIT.usage, message);
}
