/** Files whose rows are values to run with: CSV, JSON, or JSON Lines. */
import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Cell } from '../invocation/outcome';
import { readCsv } from './csv';

/** The values of one run, by the names of their columns; of a JSON array, whose values have no names, `$1` and so on. */
export interface ParameterRow {
  /** Of the file, from 1: where the row begins. */
  readonly line: number;
  readonly values: ReadonlyMap<string, Cell>;
}

export type RowsReading =
  | { readonly kind: 'read'; readonly columns: readonly string[]; readonly rows: readonly ParameterRow[] }
  /** A sentence for the user, which names the file. */
  | { readonly kind: 'unreadable'; readonly problem: string };

/** Told by the file's extension; what is none of the others is CSV. A byte order mark is no part of the text. */
export function parseParameterRows(text: string, file: string): RowsReading {
  const bare = text.replace(/^\ufeff/, '');
  const reading = /\.json$/i.test(file)
    ? readJson(bare, file)
    : /\.(?:jsonl|ndjson)$/i.test(file)
      ? readJsonLines(bare, file)
      : readCsvRows(bare, file);
  if (typeof reading === 'string') return { kind: 'unreadable', problem: reading };
  if (reading.length === 0)
    return { kind: 'unreadable', problem: `${file} has no values: nothing would run.` };
  const columns = [...new Set(reading.flatMap(({ values }) => [...values.keys()]))];
  return { kind: 'read', columns, rows: reading };
}

/** Rows, or what is wrong with the file. */
type Read = ParameterRow[] | string;

/** The first line names the columns. */
function readCsvRows(text: string, file: string): Read {
  const reading = readCsv(text);
  if (reading.kind === 'unreadable') return `${file}: the quotes in row ${reading.row} are not those of CSV.`;
  const [head, ...rows] = reading.rows;
  const names = (head?.cells ?? []).map((name) => name ?? '');
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return `${file}: the first row names "${twice}" twice.`;
  const wrong = rows.findIndex(({ cells }) => cells.length !== names.length);
  if (wrong >= 0)
    return `${file}: row ${wrong + 2} has ${rows[wrong]?.cells.length} values, and the first one ${names.length}.`;
  return rows.map(({ line, cells }) => ({
    line,
    values: new Map(names.map((name, at) => [name, cells[at] ?? null])),
  }));
}

/** An array with an entry for each run. */
function readJson(text: string, file: string): Read {
  const root = parseJson(text);
  if (root?.type !== 'array') return `${file} must be JSON: an array with an entry for each run.`;
  const rows: ParameterRow[] = [];
  let line = 1;
  let end = 0;
  for (const [index, entry] of (root.children ?? []).entries()) {
    const values = toValues(text, entry);
    if (!values) return `${file}: entry ${index + 1} is neither an array nor an object.`;
    line += countLines(text.slice(end, entry.offset));
    end = entry.offset;
    rows.push({ line, values });
  }
  return rows;
}

/** An array or object on each line that is not blank. */
function readJsonLines(text: string, file: string): Read {
  const rows: ParameterRow[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const root = parseJson(line);
    const values = root && toValues(line, root);
    if (!values) return `${file}: line ${index + 1} is neither a JSON array nor an object.`;
    rows.push({ line: index + 1, values });
  }
  return rows;
}

function parseJson(text: string): Node | undefined {
  const problems: ParseError[] = [];
  const root = parseTree(text, problems, { disallowComments: true });
  return problems.length === 0 ? root : undefined;
}

function toValues(text: string, { type, children = [] }: Node): ReadonlyMap<string, Cell> | undefined {
  if (type === 'array')
    return new Map(children.map((child, index) => [`$${index + 1}`, toCell(text, child)]));
  if (type !== 'object') return undefined;
  return new Map(
    children.map(({ children: [name, value] = [] }) => [
      String(name?.value),
      value ? toCell(text, value) : null,
    ]),
  );
}

/** A number to its last digit; objects and arrays are JSON to PostgreSQL too. */
function toCell(text: string, { type, value, offset, length }: Node): Cell {
  if (type === 'null') return null;
  return type === 'string' ? String(value) : text.slice(offset, offset + length);
}

const countLines = (text: string): number => text.split('\n').length - 1;
