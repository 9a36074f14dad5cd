import { findInvocationTexts, type InvocationText } from '../../core/invocation/invocations';
import type { Cell, Column } from '../../core/invocation/outcome';
import type { RowStore } from '../../cluster/rows/rowStore';
import type { Rows } from '../../cluster/rows/rowStream';
import { cutRow, fitInvocations, PAGE_LIMITS } from './pages';
import type { PageCell } from './protocol';
import type { RowCounts } from './runState';

/** More invocations of one statement than this are rows and nothing else. */
const MOST_INVOCATIONS = 100_000;

/** The rows of a statement behind the panel, PostgreSQL's texts, whole; and which of them hold invocations. */
export class StatementRows {
  private columns: readonly Column[] = [];
  /** The row of each invocation, in order; a row may hold several. */
  private readonly invocationRows: number[] = [];

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
    for (const { row } of findInvocationTexts(columns, kept, first)) {
      if (this.invocationRows.length < MOST_INVOCATIONS) this.invocationRows.push(row);
    }
    return held;
  }

  async page(start: number, end: number): Promise<PageCell[][]> {
    const rows = await this.store.read(start, Math.min(end, start + PAGE_LIMITS.rows));
    return rows.map(cutRow);
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
