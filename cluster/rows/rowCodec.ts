/**
 * Rows as bytes, for the file that they are spilled to. Not JSON: JSON.parse puts every short string into V8's
 * table of strings, which a few million rows of numbers make grow by a hundred megabytes.
 */
import type { Cell } from '../../core/invocation/outcome';
import type { Rows } from './rowStream';

/** Rows that are ready to be written. */
export interface EncodedRows {
  /** In bytes. */
  readonly length: number;
  /** Puts them where there is room for so many bytes. */
  readonly write: (target: Buffer, at: number) => void;
}

/** Two numbers: how many rows, and how many cells each has. Then the length of each cell, in UTF-16 units. */
const HEADER = 2;
/** The length of NULL. */
const NULL = -1;

/** All rows have as many cells as the first. */
export function encodeRows(rows: Rows): EncodedRows {
  const width = rows[0]?.length ?? 0;
  const numbers = new Int32Array(HEADER + rows.length * width);
  numbers.set([rows.length, width]);
  let text = '';
  let next = HEADER;
  for (const row of rows) {
    for (const cell of row) {
      numbers[next++] = cell === null ? NULL : cell.length;
      if (cell !== null) text += cell;
    }
  }
  return {
    length: numbers.byteLength + Buffer.byteLength(text),
    write(target, at) {
      target.set(new Uint8Array(numbers.buffer), at);
      target.write(text, at + numbers.byteLength);
    },
  };
}

/** What `encodeRows` wrote. A long cell is a piece of a common text: who keeps it keeps them all, see `ownText`. */
export function decodeRows(bytes: Buffer): Rows {
  const [count = 0, width = 0] = new Int32Array(bytes.buffer, bytes.byteOffset, HEADER);
  const lengths = new Int32Array(bytes.buffer, bytes.byteOffset, HEADER + count * width);
  const text = bytes.toString('utf8', lengths.byteLength);
  const cells: Cell[] = [];
  let start = 0;
  for (const length of lengths.subarray(HEADER)) {
    if (length === NULL) cells.push(null);
    else cells.push(text.slice(start, (start += length)));
  }
  // Rows are copies. V8 remembers the places where arrays are made that stay, as pages on screen do, and makes all
  // that come from there in its old space, where the rows of an export would pile up.
  const rows: Rows[number][] = [];
  for (let row = 0; row < count; row++) rows.push(cells.slice(row * width, (row + 1) * width));
  return rows;
}

/** V8 copies what is shorter when it is cut out of a text. */
const SHORT = 13;

/** The same text, in memory of its own. */
export const ownText = (text: string): string => (text.length < SHORT ? text : Buffer.from(text).toString());
