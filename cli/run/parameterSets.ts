/** The values that `--param` and `--params` give, a set for each run. */
import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { AskParameters } from '../../cluster/script/options';
import { readValue } from '../../cluster/psql/parameterValue';
import type { Cell } from '../../core/invocation/outcome';
import { CommandFailure, EXIT } from '../exitCode';
import { readText } from '../source';
import { readCsv } from './csv';

/** For one run. */
export interface ParameterSet {
  /** `$1` and so on; undefined: none were given. */
  readonly parameters: readonly Cell[] | undefined;
  /** psql variables. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface ParameterFlags {
  readonly param?: readonly string[];
  readonly params?: string;
}

/** Throws `CommandFailure` for a file that is none of parameters. */
export async function readParameterSets({ param, params }: ParameterFlags): Promise<readonly ParameterSet[]> {
  if (param && params !== undefined) throw unusable('Give either --param or --params, not both.');
  if (params === undefined) return [{ parameters: param?.map(readValue), variables: {} }];
  const text = await readText(params);
  const sets = /\.json$/i.test(params) ? readJsonSets(text, params) : readCsvSets(text, params);
  if (sets.length === 0) throw unusable(`${params} has no values: nothing would run.`);
  return sets;
}

/** Answers with the values of the set, as many as a statement wants. */
export function createParameterAnswers(parameters: readonly Cell[]): AskParameters {
  return ({ types }) => {
    const missing = types.length > parameters.length;
    if (!missing) return Promise.resolve({ kind: 'values', values: parameters.slice(0, types.length) });
    return Promise.resolve({
      kind: 'refused',
      message: `the statement has ${types.length} parameters, and ${parameters.length} were given`,
      advice: `Give $${parameters.length + 1} too: --param VALUE once more, or in the file of --params.`,
    });
  };
}

/** The first line names the columns. */
function readCsvSets(text: string, file: string): readonly ParameterSet[] {
  const reading = readCsv(text);
  if (reading.kind === 'unreadable')
    throw unusable(`${file}: the quotes in row ${reading.row} are not those of CSV.`);
  const [names = [], ...rows] = reading.rows;
  return rows.map((row, index) => {
    if (row.length !== names.length)
      throw unusable(
        `${file}: row ${index + 2} has ${row.length} values, and the first one ${names.length}.`,
      );
    return toSet(names.map((name, at) => [name ?? '', row[at] ?? null]));
  });
}

/** An array: of arrays, whose values are `$1` and so on, or of objects, whose members are named as a CSV's columns. */
function readJsonSets(text: string, file: string): readonly ParameterSet[] {
  const problems: ParseError[] = [];
  const root = parseTree(text, problems, { disallowComments: true });
  if (problems.length > 0 || root?.type !== 'array')
    throw unusable(`${file} must be JSON: an array with an entry for each run.`);
  return (root.children ?? []).map((entry, index) => {
    const children = entry.children ?? [];
    if (entry.type === 'array')
      return { parameters: children.map((child) => toCell(text, child)), variables: {} };
    if (entry.type !== 'object')
      throw unusable(`${file}: entry ${index + 1} is neither an array nor an object.`);
    return toSet(
      children.map(({ children: [name, value] = [] }) => [
        String(name?.value),
        value ? toCell(text, value) : null,
      ]),
    );
  });
}

/** A number to its last digit; objects and arrays are JSON to PostgreSQL too. */
function toCell(text: string, { type, value, offset, length }: Node): Cell {
  if (type === 'null') return null;
  return type === 'string' ? String(value) : text.slice(offset, offset + length);
}

/** `$1` is a parameter, any other name a psql variable, which NULL leaves unset as `\gset` does. */
function toSet(values: readonly (readonly [string, Cell])[]): ParameterSet {
  const parameters: Cell[] = [];
  const variables: Record<string, string> = {};
  for (const [name, value] of values) {
    const number = /^\$([1-9]\d{0,4})$/.exec(name)?.[1];
    if (number !== undefined) parameters[Number(number) - 1] = value;
    else if (value !== null) variables[name] = value;
  }
  const given = Array.from(parameters, (value) => value ?? null);
  return { parameters: given.length > 0 ? given : undefined, variables };
}

function unusable(message: string): CommandFailure {
  return new CommandFailure(EXIT.usage, message);
}
