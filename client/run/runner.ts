/** Runs SQL for the editor: one run at a time on a connection, told to the panel event by event. */
import type { RunEvent, RunEventSink, SqlFailure, StatementFailed } from '../../core/invocation/outcome';
import type { Span } from '../../core/span';
import type { AskParameters, Guard, ReadScript, Script } from '../../cluster/script/options';
import type { ParameterSet } from '../../cluster/script/parameterSets';
import { runSets, type SetsOptions } from '../../cluster/script/runSets';
import { runScript } from '../../cluster/script/runScript';
import type { Session } from '../../cluster/session/session';
import { hiddenValues } from '../history/hiddenValues';
import type { BesideRequest, RunRequest, RunSink, RunSource } from '../panel/runRequest';
import type { AskVariables } from '../parameters/askVariables';
import type { StatementPlace } from '../panel/runState';
import type { RowsSource } from '../parameters/rowsSource';
import { nameFile, nameRow, readIncludeCommand } from './includedFailure';
import { joinRuns } from './joinRuns';
import type { Connection, Sessions } from './sessions';
import { adviseOnUnsetVariable } from './unsetVariable';

/** What is to run, and where from. */
export interface Job {
  readonly connection: Connection;
  /** Whose results they are. */
  readonly source: RunSource;
  /** For an invocation made directly: the statement that it is taken from. */
  readonly beside?: BesideRequest;
  /** For the panel: usually the file's name. */
  readonly title: string;
  /** The whole text of the document; offsets count in it. */
  readonly text: string;
  /** The parts of it to run, in order. */
  readonly spans: readonly Span[];
  readonly rowLimit: number;
  /** Asked before a statement that would invoke Lambda. */
  readonly guard?: Guard;
  /** Told what happens, before the panel is. */
  readonly watch?: (event: RunEvent) => void;
  /** Shows a statement in its editor. */
  readonly reveal: (place: StatementPlace) => void;
  /** Asked for the parameters of a statement. */
  readonly askParameters?: AskParameters;
  /** Asked for psql variables that nobody sets, before the run. */
  readonly askVariables?: AskVariables;
  /** Runs once for each of these, without asking for parameters. */
  readonly rows?: RowsJob;
  /** Reads the files that the script includes. */
  readonly readScript?: ReadScript;
  /** The file, for what it includes from its own folder. */
  readonly path?: string;
  /** Starts the same again. */
  readonly runAgain: () => void;
  /** Told of each statement that failed; `start` is its offset in the text. */
  readonly onFailure: (sql: string, start: number, failure: SqlFailure) => void;
}

/** The values of a file's rows. */
export interface RowsJob {
  readonly sets: readonly ParameterSet[];
  /** Whether a run that fails is the last. */
  readonly stopsAtFailure: boolean;
  /** For the history. */
  readonly source: RowsSource;
  /** By the line of each row: its values that are kept nowhere. */
  readonly secrets: ReadonlyMap<number, readonly string[]>;
}

/** Where a statement of the run stands. */
type Started = Pick<RunEvent & { readonly kind: 'statementStarted' }, 'start' | 'included' | 'row'>;

export type RunReason = (RunEvent & { readonly kind: 'finished' })['reason'];

/** `busy`: something runs on the connection, and nothing was started. */
export type RunResult = RunReason | 'busy';

export interface RunnerHost {
  readonly sessions: Sessions;
  readonly beginRun: (request: RunRequest) => RunSink;
  /** Told when something begins or ends to run. */
  readonly onChange: () => void;
  /** Told of the connection of each run that has ended. */
  readonly onEnded?: (connection: Connection) => void;
}

interface ActiveRun {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

export class Runner {
  private readonly active = new Map<string, ActiveRun>();

  constructor(private readonly host: RunnerHost) {}

  get isRunning(): boolean {
    return this.active.size > 0;
  }

  isRunningOn({ key }: Connection): boolean {
    return this.active.has(key);
  }

  /** Resolves when what runs on the connection now has ended; at once where nothing does. */
  async untilEnded({ key }: Connection): Promise<void> {
    await this.active.get(key)?.ended;
  }

  /** Stops what runs on the connection, or everything. The run ends with `cancelled` when it has stopped. */
  cancel(connection?: Connection): void {
    if (connection) this.active.get(connection.key)?.controller.abort();
    else this.active.forEach(({ controller }) => controller.abort());
  }

  /** Resolves when the run has ended. Rejects only for a fault of ours; the panel has its end all the same. */
  async run(job: Job): Promise<RunResult> {
    const { key, label, color } = job.connection;
    if (this.active.has(key)) return 'busy';
    const controller = new AbortController();
    let tellEnd = (): void => undefined;
    const ended = new Promise<void>((resolve) => (tellEnd = resolve));
    this.active.set(key, { controller, ended });
    this.host.onChange();
    const { source, beside, title, rowLimit, reveal, runAgain, text, spans } = job;
    const cancel = (): void => controller.abort();
    const connection = { connection: label, ...(color && { color }) };
    const shown = { source, title, ...connection, rowLimit, cancel, runAgain, reveal };
    const hidden = (lines: readonly number[]): string[] => [
      ...hiddenValues(this.host.sessions.find(job.connection)?.variables ?? new Map()),
      ...lines.flatMap((line) => job.rows?.secrets.get(line) ?? []),
    ];
    const kept = { script: { text, spans }, hidden, ...(beside && { beside }) };
    const rows = job.rows && { runs: job.rows.sets.length, rows: job.rows.source };
    const told = endOnce(this.host.beginRun({ ...shown, ...kept, ...rows }));
    try {
      return await this.runOnSession(job, controller.signal, told.sink);
    } finally {
      told.end();
      this.active.delete(key);
      tellEnd();
      this.host.onChange();
      this.host.onEnded?.(job.connection);
    }
  }

  private async runOnSession(job: Job, signal: AbortSignal, sink: RunSink): Promise<RunReason> {
    const begun = performance.now();
    const opened = await this.host.sessions.open(job.connection, signal);
    if (opened.kind === 'failed') return endUnconnected(job, sink, performance.now() - begun, opened.failure);
    const { session } = opened;
    let reason: RunReason = 'failed';
    const started = new Map<number, Started>();
    const onEvent = (event: RunEvent): void | Promise<void> => {
      job.watch?.(event);
      if (event.kind === 'rows') return sink.onEvent(event);
      if (event.kind === 'statementStarted') started.set(event.index, event);
      if (event.kind === 'finished') reason = event.reason;
      if (event.kind !== 'statementEnded' || event.outcome.kind !== 'failed') return sink.onEvent(event);
      const isSet = (name: string): boolean => session.variables.has(name);
      return tellFailure(job, sink, event.index, event.outcome, started.get(event.index), isSet);
    };
    const { text, spans, rowLimit, guard, readScript, path, askParameters, askVariables } = job;
    if (askVariables && !(await askVariables(text, spans, session.variables))) {
      void sink.onEvent({ kind: 'finished', ms: performance.now() - begun, reason: 'cancelled' });
      return 'cancelled';
    }
    const script = { text, spans, ...(path !== undefined && { name: path }) };
    const asks = { ...(guard && { guard }), ...(askParameters && { askParameters }) };
    const options = { signal, rowLimit, ...asks, ...(readScript && { readScript }) };
    if (!job.rows) await runScript(session, script, options, onEvent);
    else await runRows(session, script, job.rows, { ...options, mend: nameColumn }, onEvent);
    return reason;
  }
}

/** `end` tells the end of a run that a fault, as of the secret storage, has kept from telling it. */
function endOnce(sink: RunSink): { readonly sink: RunSink; readonly end: () => void } {
  const begun = performance.now();
  let isEnded = false;
  return {
    sink: {
      onEvent: (event) => {
        if (event.kind === 'finished') isEnded = true;
        return sink.onEvent(event);
      },
    },
    end: () => {
      if (!isEnded) void sink.onEvent({ kind: 'finished', ms: performance.now() - begun, reason: 'failed' });
    },
  };
}

const nameColumn = (missing: string): string => `Name a column of the file ${missing}.`;

async function runRows(
  session: Session,
  script: Script,
  { sets, stopsAtFailure }: RowsJob,
  options: SetsOptions,
  onEvent: RunEventSink,
): Promise<void> {
  const begun = performance.now();
  const joined = joinRuns(onEvent);
  let reason: RunReason = 'failed';
  try {
    reason = await runSets(session, script, sets, { ...options, stopsAtFailure }, joined.take);
  } finally {
    joined.end(reason, performance.now() - begun);
  }
}

/** Tells the panel of a run that never reached the server. */
function endUnconnected(
  { text, spans: [first] }: Job,
  sink: RunSink,
  ms: number,
  { reason: why, message, sqlstate }: { reason: string; message: string; sqlstate?: string },
): RunReason {
  const start = first?.start ?? 0;
  const sql = text.slice(start, first?.end);
  const ended = { sql, ms, notices: [] };
  const reason = why === 'cancelled' ? 'cancelled' : 'failed';
  const failure = { message, ...(sqlstate !== undefined && { sqlstate }) };
  void sink.onEvent({ kind: 'statementStarted', index: 0, sql, start });
  void sink.onEvent({
    kind: 'statementEnded',
    index: 0,
    outcome: reason === 'cancelled' ? { kind: 'cancelled', ...ended } : { kind: 'failed', ...ended, failure },
  });
  void sink.onEvent({ kind: 'finished', ms, reason });
  return reason;
}

/** To the panel and to the editor. */
function tellFailure(
  { text, onFailure }: Job,
  sink: RunSink,
  index: number,
  outcome: StatementFailed,
  { start, included, row }: Started = { start: 0 },
  isSet: (name: string) => boolean,
): void | Promise<void> {
  const script = included?.text ?? text;
  const advice = adviseOnUnsetVariable(outcome.sql, outcome.failure, script, isSet);
  const advised = advice === undefined ? outcome.failure : { ...outcome.failure, advice };
  const named = row ? nameRow(advised, row) : advised;
  const failure = included ? nameFile(named, included) : named;
  const told = sink.onEvent({ kind: 'statementEnded', index, outcome: { ...outcome, failure } });
  if (!included) onFailure(outcome.sql, start, failure);
  // The place inside the statement is none in the command.
  else onFailure(readIncludeCommand(text, start), start, withoutOffset(failure));
  return told;
}

function withoutOffset({ offset: _offset, ...failure }: SqlFailure): SqlFailure {
  return failure;
}
