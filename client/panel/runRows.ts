import type { RowsEvent } from '../../core/invocation/outcome';
import type { RowStore } from '../../cluster/rows/rowStore';
import type { RowCounts } from './runState';
import { StatementRows } from './statementRows';

/** Bytes in memory and in files, and files. */
export interface RowRoom {
  readonly memory: number;
  readonly disk: number;
  readonly files: number;
}

/** What the rows of all statements of all runs may take. */
export const ROW_LIMITS: RowRoom = { memory: 64_000_000, disk: 8_000_000_000, files: 64 };

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

  /** Gives up the rows of the oldest statement but `except`; its index, or undefined where there is none. */
  releaseOldest(except?: number): number | undefined {
    for (const [index, { store }] of this.statements) {
      if (index === except) continue;
      this.statements.delete(index);
      void store.close();
      return index;
    }
    return undefined;
  }

  async close(): Promise<void> {
    const stores = [...this.statements.values()].map(({ store }) => store.close());
    this.statements.clear();
    await Promise.all(stores);
  }

  /** What its rows take now. */
  get room(): RowRoom {
    const sums = { memory: 0, disk: 0, files: 0 };
    for (const { store } of this.statements.values()) {
      sums.memory += store.inMemory;
      sums.disk += store.spilled;
      sums.files += store.spilled > 0 ? 1 : 0;
    }
    return sums;
  }
}

/** The rows of a statement that were given up. */
export interface Released {
  readonly rows: RunRows;
  readonly index: number;
}

/** Gives up rows, those of the first run first, until what all take fits; never those of `except`. */
export function releaseUntilFit(runs: readonly RunRows[], limits: RowRoom, except: Released): Released[] {
  const released: Released[] = [];
  for (const rows of runs) {
    while (!fits(runs, limits)) {
      const index = rows.releaseOldest(rows === except.rows ? except.index : undefined);
      if (index === undefined) break;
      released.push({ rows, index });
    }
  }
  return released;
}

function fits(runs: readonly RunRows[], { memory, disk, files }: RowRoom): boolean {
  const rooms = runs.map(({ room }) => room);
  const sum = (part: keyof RowRoom): number => rooms.reduce((all, room) => all + room[part], 0);
  return sum('memory') <= memory && sum('disk') <= disk && sum('files') <= files;
}
