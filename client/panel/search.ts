/** Finding cells in the rows that are kept, behind the panel: all of them, whatever the webview has of them. */
import type { Cell } from '../../core/invocation/outcome';
import type { RowStore } from '../../cluster/rows/rowStore';
import type { Match } from './protocol';

export interface Sought {
  readonly text: string;
  readonly matchCase: boolean;
  /** The whole cell must be the text. */
  readonly wholeCell: boolean;
}

/** How far a search has come. */
export interface SearchProgress {
  readonly matches: number;
  /** How many rows have been searched. */
  readonly searched: number;
  readonly done: boolean;
  /** There are more than are counted. */
  readonly more: boolean;
}

/** A place on screen: `position` counts the rows as they are arranged, from 0. */
export interface Place {
  readonly position: number;
  readonly column: number;
}

/** More matches than this are not counted. */
const MOST_MATCHES = 1_000_000;
/** Progress is told once so many rows have been searched. */
const TELL_ROWS = 20_000;
/** More columns than PostgreSQL gives (1,664): a place is one number. */
const COLUMNS = 2_048;
const NOWHERE = 0xffffffff;

/** One search; it ends with its last row, when it is stopped, or at `most` matches. */
export class RowSearch {
  private readonly keys: number[] = [];
  private isSorted = true;
  private searched = 0;
  private done = false;
  private more = false;
  private stopped = false;
  private waiting: (() => void)[] = [];
  /** Where each row stands; undefined: as they came. */
  private readonly positions: Uint32Array | undefined;

  constructor(
    private readonly store: RowStore,
    order: Uint32Array | undefined,
    private readonly most = MOST_MATCHES,
  ) {
    if (!order) return;
    this.positions = new Uint32Array(store.rowCount).fill(NOWHERE);
    for (const [position, row] of order.entries()) this.positions[row] = position;
  }

  stop(): void {
    this.stopped = true;
    this.wake();
  }

  /** Searches; rejects where the rows cannot be read any more. */
  async run(sought: Sought, tell: (progress: SearchProgress) => void): Promise<void> {
    const matches = createTest(sought);
    let told = 0;
    try {
      for await (const rows of this.store.scan()) {
        if (this.stopped) return;
        this.more ||= !rows.every((cells) => this.searchRow(cells, matches));
        if (this.more) break;
        this.wake();
        if (this.searched - told < TELL_ROWS) continue;
        told = this.searched;
        tell(this.progress);
      }
    } finally {
      this.done = true;
      this.wake();
      if (!this.stopped) tell(this.progress);
    }
  }

  /** The next match behind the place, or before it; at the end it begins anew. Waits until that is certain. */
  async next(from: Place, backwards: boolean, including: boolean): Promise<Match | undefined> {
    const key = from.position * COLUMNS + from.column;
    while (!this.done && !this.stopped && !this.isCertain(key, backwards, including)) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    if (this.stopped || this.keys.length === 0) return undefined;
    const index = this.findIndex(key, backwards, including);
    const at = (index + this.keys.length) % this.keys.length;
    const found = this.keys[at] ?? 0;
    return { nth: at + 1, position: Math.floor(found / COLUMNS), column: found % COLUMNS };
  }

  private get progress(): SearchProgress {
    const { keys, searched, done, more } = this;
    return { matches: keys.length, searched, done, more };
  }

  /** False where there is no room for more matches. */
  private searchRow(cells: readonly Cell[], matches: (cell: string) => boolean): boolean {
    const position = this.positions ? (this.positions[this.searched] ?? NOWHERE) : this.searched;
    this.searched++;
    if (position === NOWHERE) return true;
    for (const [column, cell] of cells.entries()) {
      if (cell === null || !matches(cell)) continue;
      if (this.keys.length >= this.most) return false;
      this.keys.push(position * COLUMNS + column);
      this.isSorted = this.positions === undefined;
    }
    return true;
  }

  /** As rows come in their own order, what comes later stands behind all that has been found. */
  private isCertain(key: number, backwards: boolean, including: boolean): boolean {
    if (this.positions) return false;
    const index = this.findIndex(key, backwards, including);
    return index >= 0 && index < this.keys.length && (!backwards || this.searched * COLUMNS > key);
  }

  /** Past the end, or -1, where there is none on that side. */
  private findIndex(key: number, backwards: boolean, including: boolean): number {
    if (!this.isSorted) this.keys.sort((one, other) => one - other);
    this.isSorted = true;
    // The first that is not before the key.
    let [low, high] = [0, this.keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.keys[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    const isThere = this.keys[low] === key;
    if (backwards) return isThere && including ? low : low - 1;
    return isThere && !including ? low + 1 : low;
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

function createTest({ text, matchCase, wholeCell }: Sought): (cell: string) => boolean {
  if (matchCase) return wholeCell ? (cell) => cell === text : (cell) => cell.includes(text);
  const folded = text.toLowerCase();
  return wholeCell ? (cell) => cell.toLowerCase() === folded : (cell) => cell.toLowerCase().includes(folded);
}
