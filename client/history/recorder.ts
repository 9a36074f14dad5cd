/** Follows a run and remembers what the history may keep of it. */
import type { RowPlace, RunEvent, StatementOutcome } from '../../core/invocation/outcome';
import type { HistoryEntry, HistoryLimits } from './entry';
import { FirstRows } from './keptRows';
import type { FollowedStatement, RecordedRun } from './recordedRun';
import { toEntry } from './toEntry';

const ENDS = { completed: 'done', failed: 'failed', cancelled: 'cancelled' } as const;

export class RunRecorder {
  private readonly statements = new Map<number, FollowedStatement>();
  private leftOut = 0;
  /** Of the statement that began last, kept or not. */
  private latest: RowPlace | undefined;
  private room: number;

  constructor(
    private readonly run: RecordedRun,
    private readonly limits: HistoryLimits,
  ) {
    this.room = limits.results;
  }

  take(event: Exclude<RunEvent, { readonly kind: 'finished' }>): void {
    if (event.kind === 'statementStarted') {
      this.latest = event.row;
      if (this.statements.size < this.limits.statements) this.follow(event.index, event.sql);
      else this.leftOut++;
    }
    if (event.kind === 'rows') {
      const followed = this.statements.get(event.index);
      if (followed) this.room = followed.rows.add(event.columns, event.rows, this.room);
    }
    if (event.kind === 'statementEnded') this.end(event.index, event.outcome);
  }

  /** Of the file of rows: those whose statements are kept. */
  get lines(): readonly number[] {
    return [...this.statements.values()].flatMap(({ line }) => line ?? []);
  }

  /**
   * What is to be kept; undefined where nothing was sent to run. `hidden`: values that are secret wherever they
   * stand, as they are known now.
   */
  finish(reason: keyof typeof ENDS, ms: number, hidden: readonly string[]): HistoryEntry | undefined {
    if (this.statements.size === 0) return undefined;
    const { run, leftOut } = this;
    const statements = [...this.statements.values()];
    return toEntry({ run, statements, leftOut, end: ENDS[reason], ms }, hidden, this.limits);
  }

  private follow(index: number, sql: string, outcome?: StatementOutcome): void {
    const rows = new FirstRows(this.limits);
    const { latest } = this;
    this.statements.set(index, {
      sql,
      rows,
      ...(latest && { line: latest.line }),
      ...(outcome && { outcome }),
    });
  }

  /** A failure is kept, however late it comes. */
  private end(index: number, outcome: StatementOutcome): void {
    const followed = this.statements.get(index);
    if (followed) followed.outcome = outcome;
    else if (outcome.kind === 'failed') {
      const last = [...this.statements.keys()].at(-1);
      if (last !== undefined) this.statements.delete(last);
      this.follow(index, outcome.sql, outcome);
    }
  }
}
