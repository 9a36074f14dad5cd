/** Sends statements and tells what they came to. */
import type {
  Cell,
  Notice,
  RunEvent,
  RunEventSink,
  SqlFailure,
  StatementDone,
  StatementOutcome,
} from '../../core/invocation/outcome';
import type { Span } from '../../core/span';
import type { Warn } from '../psql/expand';
import { storeRow } from '../psql/gset';
import { QueryBuffer, toUtf16Offset } from '../psql/queryBuffer';
import { parseBoolean, type Variables } from '../psql/variables';
import type { Answer, Result, Session } from '../session';
import { askGuard, type Permission } from '../guard/askGuard';
import { chooseProtocol, toMessages, type Message } from './message';
import { mustFinish } from './mustFinish';
import { keepTransaction } from './transactionKeeper';
import { doneOutcome, failedOutcome } from './outcome';
import type { ScriptFile } from './include';
import type { RunControl } from './options';
import { adviseOnUntypedArn } from './untypedArn';

/** `store`: `\gset`; `execute`: `\gexec`, every cell is a statement to run. */
export type AfterResult =
  | { readonly kind: 'show' }
  | { readonly kind: 'store'; readonly prefix: string }
  | { readonly kind: 'execute' };

const CANCELLED: Answer = { kind: 'cancelled', results: [] };
const SHOW: AfterResult = { kind: 'show' };

export interface Sending {
  /** The file that the statement stands in. */
  readonly file: ScriptFile;
  readonly buffer: QueryBuffer;
  readonly after: AfterResult;
  readonly copyData?: string | undefined;
  /** Set for a statement that `\gexec` made: its text, and where in the file the one that made it begins. */
  readonly made?: { readonly sql: string; readonly at: number };
}

export type StatementEnd = 'done' | 'failed' | 'cancelled';

/** A statement that has been announced. */
interface Started extends Part {
  readonly index: number;
  readonly notices: Notice[];
}

export class StatementRun {
  private index = 0;

  constructor(
    private readonly session: Session,
    private readonly options: RunControl,
    private readonly sink: RunEventSink,
    private readonly warn: Warn,
  ) {}

  async send(sending: Sending): Promise<StatementEnd> {
    const messages = toMessages(sending.buffer);
    let worst: StatementEnd = 'done';
    for (const [index, message] of messages.entries()) {
      const after = index === messages.length - 1 ? sending.after : SHOW;
      const end = await this.sendMessage(message, { ...sending, after });
      if (end !== 'done') worst = end;
      if (end === 'cancelled' || (end === 'failed' && this.stopsOnError)) break;
    }
    return worst;
  }

  /** psql's variable, where the script sets it, goes before the option. */
  get stopsOnError(): boolean {
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
    const started = this.start(parts[0] ?? { sql: '', start: 0, file: sending.file });
    const permitted = await this.askGuard(message, started);
    if (permitted.kind !== 'send') return this.endUnsent(started, permitted);
    const { answer, ms } = await this.run(
      { ...message, text: permitted.text },
      sending,
      started,
      parts.length,
    );
    // Known before \gset changes it.
    const advice = adviseOnUntypedArn(started.sql, this.session.variables);
    const last = await this.reportResults(answer, started, parts, ms, advice, sending.after);
    if (answer.kind === 'done') {
      const rows = sending.after.kind === 'execute' ? (answer.results.at(-1)?.rows ?? []) : [];
      return last.end === 'done' ? this.execute(rows.flat(), started) : last.end;
    }
    const ended = { sql: last.started.sql, ms: last.ms, notices: last.started.notices };
    if (answer.kind === 'cancelled') return this.end(last.started, { kind: 'cancelled', ...ended });
    const failure = placeFailure(answer, message, sending, last.started);
    return this.end(last.started, failedOutcome(ended, failure, advice));
  }

  private askGuard({ text }: Message, { sql, notices }: Started): Promise<Permission> {
    return askGuard(this.options.guard, { text, sql }, this.session, (notice) => void notices.push(notice));
  }

  private endUnsent(started: Started, permission: Exclude<Permission, { kind: 'send' }>): StatementEnd {
    const ended = { sql: started.sql, ms: 0, notices: started.notices };
    if (permission.kind === 'cancelled') return this.end(started, { kind: 'cancelled', ...ended });
    return this.end(started, failedOutcome(ended, permission.failure));
  }

  private async run(message: Message, { after, copyData }: Sending, started: Started, statements: number) {
    const protocol = chooseProtocol(message);
    const rowLimit = this.rowLimit(after);
    const stops = protocol === 'extended' && rowLimit > 0 && after.kind === 'show';
    const onNotice = (notice: Notice): void => {
      started.notices.push(notice);
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
          onCopyData: (text) => this.tell({ kind: 'output', text }),
          ...(streams && {
            onRows: (columns, rows, size) =>
              this.sink({ kind: 'rows', index: started.index, columns, rows, size }),
          }),
        },
        onNotice,
      );
    const answer = await keepTransaction(this.session, message.text, send);
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
      if (!isLast || after.kind === 'show') await this.tellRows(started.index, result);
      open.end = this.end(started, isLast ? this.store(done, result.rows, after) : done);
      open.ms = 0;
      if (!isLast) open.started = this.start(parts[index + 1] ?? first);
    }
    return open;
  }

  /** The rows that did not stream. */
  private async tellRows(index: number, { columns, rows }: Result): Promise<void> {
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

  private start({ sql, start, file }: Part): Started {
    const started = { index: this.index++, sql, start, file, notices: [] };
    this.tell({ kind: 'statementStarted', index: started.index, sql, ...placeInScript(file, start) });
    return started;
  }

  private end({ index }: Started, outcome: StatementOutcome): StatementEnd {
    recordOutcome(this.session.variables, outcome);
    this.tell({ kind: 'statementEnded', index, outcome });
    return outcome.kind;
  }

  private tell(event: RunEvent): void {
    void this.sink(event);
  }
}

/** A statement as the user wrote it, and where it begins in the file. */
interface Part {
  readonly sql: string;
  readonly start: number;
  readonly file: ScriptFile;
}

function locate(message: Message, span: Span, { file, buffer, made }: Sending): Part {
  const start = buffer.toOrigin(message.start + span.start);
  const end = Math.max(start, buffer.toOriginEnd(message.start + span.end));
  return { sql: (made?.sql ?? file.text).slice(start, end).trimEnd(), start: made?.at ?? start, file };
}

/** For who knows the script alone. */
function placeInScript({ name = '', text, included }: ScriptFile, start: number) {
  if (!included) return { start };
  return { start: included.at, included: { file: name, path: included.path, text, start } };
}

/** PostgreSQL's position in what was sent, as an offset in what the user wrote. */
function placeFailure(
  answer: Answer & { readonly kind: 'failed' },
  message: Message,
  { buffer, made }: Sending,
  { start }: Started,
): SqlFailure {
  if (answer.position === undefined) return answer.failure;
  const sent = message.start + toUtf16Offset(message.text, answer.position);
  return {
    ...answer.failure,
    offset: Math.max(0, buffer.toOrigin(sent) - (made ? 0 : start)),
  };
}

/** The variables that psql keeps about the last statement. */
function recordOutcome(variables: Variables, outcome: StatementOutcome): void {
  const { sqlstate, message } = outcome.kind === 'failed' ? outcome.failure : {};
  const failed = outcome.kind !== 'done';
  variables.set('ERROR', String(failed));
  variables.set('SQLSTATE', failed ? (sqlstate ?? '57014') : '00000');
  variables.set('ROW_COUNT', outcome.kind === 'done' ? String(outcome.rowCount ?? 0) : '0');
  if (!failed) return;
  variables.set('LAST_ERROR_MESSAGE', message ?? '');
  variables.set('LAST_ERROR_SQLSTATE', sqlstate ?? '');
}
