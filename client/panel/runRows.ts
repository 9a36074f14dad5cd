import type { RowsEvent } from '../../core/invocation/outcome';
import type { RowStore } from '../../cluster/rows/rowStore';
import type { RowCounts } from './runState';
import { StatementRows } from './statementRows';

/** What the rows of all statements of a run may take: bytes in memory and in files, and files. */
export const ROW_LIMITS = { memory: 64_000_000, disk: 8_000_000_000, files: 64 };

/** The rows of a run, statement by statement. */
export class RunRows {
  private readonly statements = new Map<number, StatementRows>();

  constructor(private readonly createStore: () => RowStore) {}

  /** Undefined where the statement has no rows, or they were released. */
  find(index: number): StatementRows | undefined {
    return this.statements.get(index);
  }

  countsOf(index: number): RowCounts {
    return this.find(index)?.counts ?? { rows: 0, invocations: 0, outOfSpace: false };
  }

  /** As `StatementRows.add`. */
  add({ index, columns, rows, size }: RowsEvent): Promise<void> | undefined {
    const found = this.find(index) ?? new StatementRows(this.createStore());
    this.statements.set(index, found);
    return found.add(columns, rows, size);
  }

  /** Gives up the rows of the oldest statements until the others fit; tells whose. */
  release(limits: typeof ROW_LIMITS, except: number): number[] {
    const released: number[] = [];
    for (const [index, { store }] of this.statements) {
      if (this.fits(limits)) break;
      if (index === except) continue;
      this.statements.delete(index);
      void store.close();
      released.push(index);
    }
    return released;
  }

  async close(): Promise<void> {
    const stores = [...this.statements.values()].map(({ store }) => store.close());
    this.statements.clear();
    await Promise.all(stores);
  }

  private fits({ memory, disk, files }: typeof ROW_LIMITS): boolean {
    const sums = { memory: 0, disk: 0, files: 0 };
    for (const { store } of this.statements.values()) {
      sums.memory += store.inMemory;
      sums.disk += store.spilled;
      sums.files += store.spilled > 0 ? 1 : 0;
    }
    return sums.memory <= memory && sums.disk <= disk && sums.files <= files;
  }
}
