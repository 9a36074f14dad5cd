/** Sends statements and tells what they came to. */
import type {
  Cell,
  Column,
  Notice,
  RunEvent,
  RunEventSink,
  SqlFailure,
  StatementDone,
  StatementOutcome,
} from '../../core/invocation/outcome';
import { formatTiming, type Display } from '../psql/display';
import type { Warn } from '../psql/expand';
import { storeRow } from '../psql/gset';
import { QueryBuffer } from '../psql/queryBuffer';
import { parseBoolean } from '../psql/variables';
import type { Answer, Result, Session } from '../session/session';
import { askGuard, type Permission } from '../guard/askGuard';
import { chooseProtocol, toMessages, type Message } from './message';
import { keepNotice } from './keepNotice';
import { mustFinish } from './mustFinish';
import { keepTransaction } from './transactionKeeper';
import { doneOutcome, failedOutcome } from './outcome';
import type { ScriptFile } from './include';
import { recordOutcome } from './lastStatement';
import type { RunControl } from './options';
import { describeStatement, findParameters, toPermission, type FoundParameters } from './parameters';
import type { AfterResult, Sending } from './sending';
import { locate, placeFailure, placeInScript, type Part } from './statementPlace';
import { adviseOnUntypedArn } from './untypedArn';

const CANCELLED: Answer = { kind: 'cancelled', results: [] };
const SHOW: AfterResult = { kind: 'show' };
/** Of what `\gdesc` shows. */
const DESCRIPTION: readonly Column[] = [
  { name: 'Column', type: 'text' },
  { name: 'Type', type: 'text' },
];
const NO_COLUMNS = 'The command has no result, or the result has no columns.\n';

/** With the values of its parameters. */
type Bound = Sending & { readonly values: readonly Cell[] | undefined };

export type StatementEnd = 'done' | 'failed' | 'cancelled';

/** A statement that has been announced. */
interface Started extends Part {
  readonly index: number;
  readonly notices: Notice[];
}

export class StatementRun {
  private index = 0;
  private isLost = false;

  constructor(
    private readonly session: Session,
    private readonly options: RunControl,
    private readonly sink: RunEventSink,
    private readonly warn: Warn,
    private readonly display: Display,
  ) {}

  async send(sending: Sending): Promise<StatementEnd> {
    const messages = toMessages(sending.buffer);
    let worst: StatementEnd = 'done';
    for (const [index, message] of messages.entries()) {
      const after = index === messages.length - 1 ? sending.after : SHOW;
      const bound = index === 0 ? sending.bound : undefined;
      const end = await this.sendMessage(message, { ...sending, after, bound });
      if (end !== 'done') worst = end;
      if (end === 'cancelled' || (end === 'failed' && this.stopsOnError)) break;
    }
    return worst;
  }

  /** psql's variable, where the script sets it, goes before the option; without its connection no script goes on. */
  get stopsOnError(): boolean {
    if (this.isLost) return true;
    const variable = parseBoolean(this.session.variables.get('ON_ERROR_STOP') ?? '');
    return variable ?? this.options.stopOnError ?? true;
  }

  /** Announces a statement that never reached the server, and that it failed. */
  reportFailure(sql: string, file: ScriptFile, start: number, failure: SqlFailure): StatementEnd {
    const started = this.start({ sql, start, file });
    return this.end(started, failedOutcome({ sql, ms: 0, notices: [] }, failure));
  }

  private async sendMessage(message: Message, sending: Sending): Promise<StatementEnd> {
    const parts = message.statements.map((span) => locate(message, span, sending));
    const started = this.start(parts[0] ?? { sql: '', start: 0, file: sending.file }, sending.after);
    if (sending.after.kind === 'describe') return this.describe(message, sending, started);
    const parameters = await this.findParameters(message, sending, started);
    if (parameters.kind !== 'values') return this.endUnbound(started, parameters, message, sending);
    const permitted = await this.askGuard(message, started);
    if (permitted.kind !== 'send') return this.endUnsent(started, permitted);
    const { answer, ms } = await this.run(
      { ...message, text: permitted.text },
      { ...sending, values: parameters.values },
      started,
      parts.length,
    );
    // Known before \gset changes it.
    const advice = adviseOnUntypedArn(started.sql, this.session.variables);
    const last = await this.reportResults(answer, started, parts, ms, advice, sending.after);
    if (answer.kind === 'done') {
      const rows = sending.after.kind === 'execute' ? (answer.results.at(-1)?.rows ?? []) : [];
      return this.time(ms, last.end === 'done' ? await this.execute(rows.flat(), started) : last.end);
    }
    const ended = { sql: last.started.sql, ms: last.ms, notices: last.started.notices };
    if (answer.kind === 'cancelled')
      return this.time(ms, this.end(last.started, { kind: 'cancelled', ...ended }));
    const failure = placeFailure(answer, message, sending, last.started);
    return this.time(ms, this.end(last.started, failedOutcome(ended, failure, advice)));
  }

  /** `\timing`. */
  private time(ms: number, end: StatementEnd): StatementEnd {
    if (this.display.timing) this.tell({ kind: 'output', text: formatTiming(ms) });
    return end;
  }

  private findParameters(message: Message, { bound }: Sending, { sql, notices }: Started) {
    if (bound) return { kind: 'values', values: bound } as const;
    const { askParameters } = this.options;
    return findParameters(message, sql, this.session, askParameters, (notice) => void notices.push(notice));
  }

  private endUnbound(
    started: Started,
    found: Exclude<FoundParameters, { kind: 'values' }>,
    message: Message,
    sending: Sending,
  ): StatementEnd {
    if (found.kind !== 'failed') return this.endUnsent(started, toPermission(found));
    return this.endUnsent(started, {
      kind: 'refused',
      failure: placeFailure(found, message, sending, started),
    });
  }

  /** `\gdesc`: the columns that the statement would have. */
  private async describe(message: Message, sending: Sending, started: Started): Promise<StatementEnd> {
    const { sql, notices, index } = started;
    const before = performance.now();
    const found = await describeStatement(this.session, message.text, (notice) => void notices.push(notice));
    const ms = performance.now() - before;
    if (found.kind !== 'done') return this.time(ms, this.endUnbound(started, found, message, sending));
    const { columns: described } = found.columns;
    const rows = described.map(({ name, type }) => [name, type]);
    const columns = rows.length === 0 ? [] : DESCRIPTION;
    if (rows.length === 0) this.tell({ kind: 'output', text: NO_COLUMNS });
    await this.tellRows(index, columns, rows);
    const command = rows.length === 0 ? '' : 'SELECT';
    const done = { kind: 'done', sql, ms, notices, command, columns, truncated: false } as const;
    return this.time(ms, this.end(started, { ...done, rowCount: rows.length }));
  }

  private askGuard({ text }: Message, { sql, notices }: Started): Promise<Permission> {
    return askGuard(this.options.guard, { text, sql }, this.session, (notice) => void notices.push(notice));
  }

  private endUnsent(started: Started, permission: Exclude<Permission, { kind: 'send' }>): StatementEnd {
    const ended = { sql: started.sql, ms: 0, notices: started.notices };
    if (permission.kind === 'cancelled') return this.end(started, { kind: 'cancelled', ...ended });
    return this.end(started, failedOutcome(ended, permission.failure));
  }

  private async run(
    message: Message,
    { after, copyData, values }: Bound,
    started: Started,
    statements: number,
  ) {
    const protocol = values ? 'extended' : chooseProtocol(message);
    const rowLimit = this.rowLimit(after);
    const stops = protocol === 'extended' && rowLimit > 0 && after.kind === 'show';
    const onNotice = (notice: Notice): void => {
      keepNotice(started.notices, notice);
      this.tell({ kind: 'notice', index: started.index, notice });
    };
    // Of several statements in a message the rows wait for their statement to be told; `after` may need them all.
    const streams = statements <= 1 && after.kind === 'show';
    const finishes = !stops || (await mustFinish(message.text, (sql) => this.session.ask(sql, onNotice)));
    const before = performance.now();
    if (this.options.signal.aborted) return { answer: CANCELLED, ms: 0 };
    const send = () =>
      this.session.run(
        {
          text: message.text,
          protocol,
          rowLimit,
          beyondLimit: finishes ? 'discard' : 'stop',
          ...(copyData !== undefined && { copyData }),
          ...(values && { parameters: values }),
          onCopyData: (text) => this.tell({ kind: 'output', text }),
          ...(streams && {
            onRows: (columns, rows, size) =>
              this.sink({ kind: 'rows', index: started.index, columns, rows, size }),
          }),
        },
        onNotice,
      );
    const answer = await keepTransaction(this.session, message.text, onNotice, send);
    return { answer, ms: performance.now() - before };
  }

  /** `\gset` looks at no more than two rows, `\gexec` needs all. */
  private rowLimit(after: AfterResult): number {
    if (after.kind === 'store') return 2;
    if (after.kind === 'execute') return 0;
    return this.options.rowLimit ?? this.session.profile?.rowLimit ?? 0;
  }

  /**
   * Tells each result of the message. The time is the whole message's and told once. Gives the statement that
   * is still to be told where the message failed, and how the last one told ended.
   */
  private async reportResults(
    answer: Answer,
    first: Started,
    parts: readonly Part[],
    ms: number,
    advice: string | undefined,
    after: AfterResult,
  ): Promise<{ started: Started; ms: number; end: StatementEnd }> {
    const open = { started: first, ms, end: 'done' as StatementEnd };
    for (const [index, result] of answer.results.entries()) {
      const { started } = open;
      const done = doneOutcome({ sql: started.sql, ms: open.ms, notices: started.notices }, result, advice);
      const isLast = answer.kind === 'done' && index === answer.results.length - 1;
      if (!isLast || after.kind === 'show') await this.tellRows(started.index, result.columns, result.rows);
      open.end = this.end(started, isLast ? this.store(done, result.rows, after) : done);
      open.ms = 0;
      if (!isLast) open.started = this.start(parts[index + 1] ?? first);
    }
    return open;
  }

  /** The rows that did not stream. */
  private async tellRows(index: number, columns: Result['columns'], rows: Result['rows']): Promise<void> {
    if (rows.length === 0) return;
    const size = rows.reduce((sum, row) => row.reduce((inRow, cell) => inRow + (cell?.length ?? 0), sum), 0);
    await this.sink({ kind: 'rows', index, columns, rows, size });
  }

  /** Does what `\gset` says, and notes that `\gexec` will. */
  private store(done: StatementDone, rows: Result['rows'], after: AfterResult): StatementOutcome {
    if (after.kind === 'execute') return { ...done, executed: true };
    if (after.kind !== 'store' || done.columns.length === 0) return done;
    const stored = storeRow(this.session.variables, after.prefix, done.columns, rows, this.warn);
    if (stored.kind === 'stored') return { ...done, storedIn: stored.names };
    return failedOutcome(done, { message: stored.message });
  }

  /** `\gexec`: every cell that is not NULL is a statement, row by row. */
  private async execute(cells: readonly Cell[], { file, start }: Part): Promise<StatementEnd> {
    let worst: StatementEnd = 'done';
    for (const cell of cells) {
      if (cell === null) continue;
      const buffer = new QueryBuffer();
      buffer.addVerbatim(cell, 0);
      const end = await this.send({ file, buffer, after: SHOW, made: { sql: cell, at: start } });
      if (end !== 'done') worst = end;
      if (end === 'cancelled' || (end === 'failed' && this.stopsOnError)) break;
    }
    return worst;
  }

  private start({ sql, start, file }: Part, after: AfterResult = SHOW): Started {
    const started = { index: this.index++, sql, start, file, notices: [] };
    const expanded = after.kind === 'show' && after.expanded ? 'on' : this.display.expanded;
    const shown = expanded === 'off' ? {} : { expanded };
    this.tell({
      kind: 'statementStarted',
      index: started.index,
      sql,
      ...placeInScript(file, start),
      ...shown,
    });
    return started;
  }

  private end({ index }: Started, outcome: StatementOutcome): StatementEnd {
    recordOutcome(this.session.variables, outcome);
    this.isLost ||= outcome.kind === 'failed' && outcome.failure.lost === true;
    this.tell({ kind: 'statementEnded', index, outcome });
    return outcome.kind;
  }

  private tell(event: RunEvent): void {
    void this.sink(event);
  }
}
