import { findInvocationTexts, type InvocationText } from '../../core/invocation/invocations';
import { readFigure, type InvocationFigure } from '../../core/invocation/summary';
import type { Cell, Column } from '../../core/invocation/outcome';
import type { RowStore } from '../../cluster/rows/rowStore';
import type { Rows } from '../../cluster/rows/rowStream';
import { arrangeRows, type Wanted } from './arrangement';
import { cutOut } from './cutOut';
import { cutRow, fitInvocations, PAGE_LIMITS } from './pages';
import type { CellBlock, Match, RowsPage } from './protocol';
import type { RowCounts } from './runState';
import { RowSearch, type Place, type SearchProgress, type Sought } from './search';

/** More invocations of one statement than this are rows and nothing else. */
const MOST_INVOCATIONS = 100_000;

/** So many rows are read at once where many are copied. */
const RANGE_ROWS = 256;

/** The rows of a statement behind the panel, PostgreSQL's texts, whole; and which of them hold invocations. */
export class StatementRows {
  private columns: readonly Column[] = [];
  /** The row of each invocation, in order; a row may hold several. */
  private readonly invocationRows: number[] = [];
  /** What is drawn of each. */
  readonly figures: InvocationFigure[] = [];

  /** The numbers of the rows as they were last arranged. */
  private order: Uint32Array | undefined;
  private arrangements = 0;

  private search: RowSearch | undefined;

  constructor(readonly store: RowStore) {}

  get counts(): RowCounts {
    const { rowCount: rows, isCut: outOfSpace } = this.store;
    return { rows, invocations: this.invocationRows.length, outOfSpace };
  }

  /** The promise, if there is one, is to be waited for before more is added. */
  add(columns: readonly Column[], rows: Rows, size: number): Promise<void> | undefined {
    this.columns = columns;
    const first = this.store.rowCount;
    const held = this.store.add(rows, size);
    const kept = rows.slice(0, this.store.rowCount - first);
    for (const text of findInvocationTexts(columns, kept, first)) {
      if (this.figures.length >= MOST_INVOCATIONS) break;
      this.invocationRows.push(text.row);
      this.figures.push(readFigure(text));
    }
    return held;
  }

  async page(start: number, end: number, arranged: boolean): Promise<RowsPage> {
    const last = Math.min(end, start + PAGE_LIMITS.rows);
    if (!arranged || !this.order) return { rows: (await this.store.read(start, last)).map(cutRow) };
    const numbers = [...this.order.slice(start, last)];
    return { rows: (await this.rowsAt(numbers)).map(cutRow), numbers };
  }

  /** The cells of a block on screen, piece by piece, as far as there are any; arranged as they are now. */
  block(block: CellBlock, arranged: boolean): AsyncGenerator<Rows> {
    return this.readBlock(block, arranged ? this.order : undefined);
  }

  /** How many rows the block has. */
  countIn({ rows }: CellBlock, arranged: boolean): number {
    const last = (arranged ? this.order?.length : undefined) ?? this.store.rowCount;
    return rows.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, last) - start), 0);
  }

  /** Searches the rows; what was sought before is forgotten. Resolves when the search has ended. */
  async find(sought: Sought, arranged: boolean, tell: (progress: SearchProgress) => void): Promise<void> {
    this.endFind();
    const search = new RowSearch(this.store, arranged ? this.order : undefined);
    this.search = search;
    await search.run(sought, tell);
  }

  /** Undefined where nothing matches, or nothing is sought any more. */
  async match(from: Place, backwards: boolean, including: boolean): Promise<Match | undefined> {
    return this.search?.next(from, backwards, including);
  }

  endFind(): void {
    this.search?.stop();
    this.search = undefined;
  }

  private async *readBlock(
    { rows: stretches, columns }: CellBlock,
    order: Uint32Array | undefined,
  ): AsyncGenerator<Rows> {
    const last = order?.length ?? this.store.rowCount;
    for (const stretch of stretches) {
      const end = Math.min(stretch.end, last);
      for (let { start } = stretch; start < end; start += RANGE_ROWS) {
        const next = Math.min(end, start + RANGE_ROWS);
        const rows = order
          ? await this.rowsAt([...order.slice(start, next)])
          : await this.store.read(start, next);
        if (rows.length === 0) return;
        yield rows.map((cells) => cutOut(cells, columns));
      }
    }
  }

  /** Rows anywhere, read in the order in which they are kept. */
  private async rowsAt(numbers: readonly number[]): Promise<Rows> {
    const found = new Map<number, readonly Cell[]>();
    for (const number of [...numbers].sort((one, other) => one - other)) {
      found.set(number, (await this.row(number)) ?? []);
    }
    return numbers.map((number) => found.get(number) ?? []);
  }

  /** From now on `page` gives rows so arranged. Undefined where something else was wanted meanwhile. */
  async arrange(wanted: Wanted): Promise<{ rows: number; refused?: string } | undefined> {
    const attempt = ++this.arrangements;
    const found = await arrangeRows(this.store, this.columns, wanted, () => attempt !== this.arrangements);
    if (!found || attempt !== this.arrangements) return undefined;
    if (found.kind === 'arranged') this.order = found.order;
    const rows = this.order?.length ?? this.store.rowCount;
    return found.kind === 'arranged' ? { rows } : { rows, refused: found.reason };
  }

  /** Undefined where there is no such row. */
  async row(at: number): Promise<readonly Cell[] | undefined> {
    return (await this.store.read(at, at + 1))[0];
  }

  async invocations(start: number): Promise<InvocationText[]> {
    const found: InvocationText[] = [];
    for (let at = start; at < this.invocationRows.length && found.length < PAGE_LIMITS.invocations; at++) {
      const text = await this.invocation(at);
      if (text) found.push(text);
    }
    return fitInvocations(found);
  }

  /** Undefined where there is no such invocation. */
  async invocation(at: number): Promise<InvocationText | undefined> {
    const row = this.invocationRows[at];
    const cells = row === undefined ? undefined : await this.row(row);
    if (row === undefined || !cells) return undefined;
    let nth = 0;
    while (this.invocationRows[at - nth - 1] === row) nth++;
    return findInvocationTexts(this.columns, [cells], row)[nth];
  }
}
