/** Filtering and sorting of the rows that are kept, behind the panel: the webview never has more than a page. */
import type { Cell, Column } from '../../core/invocation/outcome';
import { ownText } from '../../cluster/rows/rowCodec';
import type { RowStore } from '../../cluster/rows/rowStore';

export interface Wanted {
  /** Only rows with a cell that contains it, whatever the case; empty: all. */
  readonly filter: string;
  /** Index of the column to sort by; null: as they came. */
  readonly column: number | null;
  readonly descending: boolean;
}

export type Arrangement =
  /** The numbers of the rows, from 0, in the order to show. */
  | { readonly kind: 'arranged'; readonly order: Uint32Array }
  | { readonly kind: 'refused'; readonly reason: string };

/** What sorting keeps in memory: rows, and the UTF-16 units of their cells together. */
export const SORT_LIMITS = { rows: 1_000_000, size: 50_000_000 };

/** Undefined where nobody wants it any more. */
export async function arrangeRows(
  store: RowStore,
  columns: readonly Column[],
  wanted: Wanted,
  isStale: () => boolean,
  limits = SORT_LIMITS,
): Promise<Arrangement | undefined> {
  const { column } = wanted;
  const matches = createFilter(wanted.filter);
  const numbers: number[] = [];
  const keys: Cell[] = [];
  let size = 0;
  let number = 0;
  for await (const piece of store.scan()) {
    if (isStale()) return undefined;
    for (const row of piece) {
      if (matches(row)) {
        numbers.push(number);
        if (column !== null) {
          const key = row[column] ?? null;
          keys.push(key === null ? null : ownText(key));
          size += key?.length ?? 0;
        }
      }
      number++;
    }
    if (column !== null && (keys.length > limits.rows || size > limits.size)) return TOO_MANY;
  }
  if (column === null) return { kind: 'arranged', order: Uint32Array.from(numbers) };
  const compare = createComparison(columns[column]?.type ?? 'text', wanted.descending);
  const order = Uint32Array.from(keys.keys()).sort((one, other) => {
    const difference = compare(keys[one] ?? null, keys[other] ?? null);
    return difference === 0 ? one - other : difference;
  });
  return { kind: 'arranged', order: order.map((at) => numbers[at] ?? 0) };
}

const TOO_MANY: Arrangement = {
  kind: 'refused',
  reason: 'Too many rows to sort here: filter them first, or put ORDER BY into the statement.',
};

function createFilter(filter: string): (row: readonly Cell[]) => boolean {
  if (filter === '') return () => true;
  const needle = filter.toLowerCase();
  return (row) => row.some((cell) => cell?.toLowerCase().includes(needle) ?? false);
}

type Comparison = (one: Cell, other: Cell) => number;
const NUMERIC = /^(?:smallint|integer|bigint|numeric|real|double precision|oid)\b/;

/** As PostgreSQL sorts, but text by code point: NULL comes last, and first where it descends. */
function createComparison(type: string, descending: boolean): Comparison {
  const compare = NUMERIC.test(type) && !type.endsWith(']') ? compareNumbers : compareTexts;
  const ascending: Comparison = (one, other) => {
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return compare(one, other);
  };
  return descending ? (one, other) => ascending(other, one) : ascending;
}

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** NaN is greater than all, as in PostgreSQL; what a double cannot tell apart is compared digit by digit. */
function compareNumbers(one: string, other: string): number {
  const [a, b] = [Number(one), Number(other)];
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  if (a !== b) return a < b ? -1 : 1;
  return one === other ? 0 : compareDigits(one, other);
}

/** Plain decimals of the same sign and, nearly, the same size. */
function compareDigits(one: string, other: string): number {
  const [a, b] = [one.split('.'), other.split('.')];
  const digits = Math.max(a[1]?.length ?? 0, b[1]?.length ?? 0);
  const scaled = ([whole = '', fraction = '']: readonly string[]): string =>
    whole + fraction.padEnd(digits, '0');
  if (!/^-?\d+$/.test(scaled(a)) || !/^-?\d+$/.test(scaled(b))) return 0;
  const difference = BigInt(scaled(a)) - BigInt(scaled(b));
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
