import type { RowsEvent, RunEvent } from '../../core/invocation/outcome';
import { answer } from './answer';
import type { PanelHost } from './host';
import { findBeside } from './beside';
import { createProgress } from './progress';
import type { FromWebview, RunView } from './protocol';
import { KeptRuns, MOST_RUNS } from './keptRuns';
import type { KeptRun } from './keptRuns';
import type { RunRequest, RunSink } from './runRequest';
import { releaseUntilFit, ROW_LIMITS, RunRows } from './runRows';
import type { RowRoom } from './runRows';
import { applyEvent, applyRows, markCancelling, releaseRows, setBeside, startRun } from './runState';
import type { Step } from './runState';

/** The panel without VS Code: it keeps the newest run of each editor and shows one of them. */
export interface PanelController {
  /** Brings the new run to the front. */
  beginRun(request: RunRequest): RunSink;
  /** Brings the run of a source to the front, where it has one. */
  showSource(key: string): void;
  /** Resolves when it has been answered. */
  receive(message: FromWebview): Promise<void>;
  /** Gives up the rows. */
  dispose(): Promise<void>;
}

/** What is kept, at most. */
export interface PanelLimits {
  readonly runs: number;
  readonly rows: RowRoom;
}

const PANEL_LIMITS: PanelLimits = { runs: MOST_RUNS, rows: ROW_LIMITS };

/** A panel that shows nothing yet. */
export function createPanelController(host: PanelHost, limits = PANEL_LIMITS): PanelController {
  const kept = new KeptRuns();
  let lastRunId = 0;
  const progress = createProgress((message) => host.post(message));

  const postTabs = (): void => {
    const front = kept.front?.state.view.runId ?? null;
    host.post({ kind: 'tabs', tabs: kept.tabs, front, givenUp: kept.givenUp });
  };
  const postFront = (): void => {
    progress.stop();
    postTabs();
    host.post({ kind: 'run', run: kept.front?.state.view ?? null });
  };
  /** The webview hears of the run that it shows; of the others, what their tabs say. */
  const take: Take = (run, { state, messages }) => {
    const { phase } = run.state.view;
    run.state = state;
    if (run === kept.front) messages.forEach((message) => progress.post(message));
    if (state.view.phase !== phase) postTabs();
  };
  const takeEvent = (run: KeptRun, event: RunEvent): void | Promise<void> =>
    event.kind === 'rows'
      ? takeRows(run, event, kept.byAge, limits.rows, take)
      : take(run, applyEvent(run.state, event));
  const show = (run: KeptRun | undefined): void => {
    if (run && kept.bringToFront(run)) postFront();
  };
  const close = (run: KeptRun): void => {
    if (run.state.view.phase === 'running') return;
    kept.remove(run);
    void run.rows.close();
    postFront();
  };

  return {
    beginRun(request) {
      const runId = ++lastRunId;
      const run = createRun(request, runId, host);
      addBeside(run, kept, take).catch((error: unknown) => warnUnreadable(host, error));
      for (const gone of kept.add(run, limits.runs)) void gone.rows.close();
      postFront();
      return { onEvent: (event) => (kept.find(runId) ? takeEvent(run, event) : undefined) };
    },
    showSource: (key) => show(kept.findOf(key)),
    async receive(message) {
      if (message.kind === 'ready') return postFront();
      if (message.kind === 'copyText') return host.copy(message.text);
      if (message.kind === 'fault') return host.warn('result panel failed', { error: message.message });
      const run = kept.find(message.runId);
      if (!run) return;
      if (message.kind === 'showRun') show(run);
      else if (message.kind === 'closeRun') close(run);
      else await act(message, run, host, take);
    },
    async dispose() {
      progress.stop();
      await Promise.all(kept.byAge.map(({ rows }) => rows.close()));
    },
  };
}

function createRun(request: RunRequest, runId: number, host: PanelHost): KeptRun {
  const { title, connection, color, rowLimit, runs } = request;
  const info = { runId, title, connection, ...(color && { color }), rowLimit, startedAt: host.now() };
  return {
    request,
    rows: new RunRows(() => host.createStore()),
    state: startRun({ ...info, ...(runs !== undefined && { runs }) }),
  };
}

/** Looked up before the new run takes its place among the kept ones. */
async function addBeside(run: KeptRun, kept: KeptRuns, take: Take): Promise<void> {
  const { beside } = run.request;
  const found = beside && (await findBeside(kept.findOf(beside.source), beside.sql));
  if (found) take(run, setBeside(run.state, found));
}

type Take = (run: KeptRun, step: Step) => void;

/** Keeps rows that came, and gives up others where there is no room for all. */
function takeRows(
  run: KeptRun,
  event: RowsEvent,
  byAge: readonly KeptRun[],
  limits: RowRoom,
  take: Take,
): void | Promise<void> {
  const { index, columns } = event;
  const { rows } = run;
  const held = rows.add(event);
  take(run, applyRows(run.state, index, columns, rows.countsOf(index)));
  const all = byAge.map((one) => one.rows);
  for (const released of releaseUntilFit(all, limits, { rows, index })) {
    const owner = byAge[all.indexOf(released.rows)];
    if (owner) take(owner, releaseRows(owner.state, released.index));
  }
  return held;
}

type RunMessage = Exclude<
  Extract<FromWebview, { readonly runId: number }>,
  { readonly kind: 'showRun' | 'closeRun' }
>;

async function act(message: RunMessage, run: KeptRun, host: PanelHost, take: Take): Promise<void> {
  const { request, state, rows } = run;
  switch (message.kind) {
    case 'cancel':
      if (state.view.phase !== 'running' || state.view.cancelling) return;
      take(run, markCancelling(state));
      return request.cancel();
    case 'runAgain':
      return state.view.phase === 'running' ? undefined : request.runAgain();
    case 'reveal': {
      const place = state.places.get(message.statement);
      return place && request.reveal(place);
    }
    case 'exportRows': {
      const store = rows.find(message.statement)?.store;
      const result = state.view.statements.find(({ index }) => index === message.statement)?.result;
      if (!store || !result) return;
      const incomplete = describeIncomplete(state.view, message.statement);
      const { title } = request;
      const more = incomplete === undefined ? {} : { incomplete };
      return host.exportRows({ title, columns: result.columns, store, ...more });
    }
    default: {
      const found = rows.find(message.statement);
      const columns = state.view.statements.find(({ index }) => index === message.statement)?.result?.columns;
      if (!found || !columns) return;
      try {
        await answer(message, found, columns, host);
      } catch (error) {
        warnUnreadable(host, error);
      }
    }
  }
}

function warnUnreadable(host: PanelHost, error: unknown): void {
  host.warn('rows cannot be read', { error: (error as NodeJS.ErrnoException).code });
}

/** Why the rows that are kept are not all that the statement gives. */
function describeIncomplete({ statements }: RunView, index: number): string | undefined {
  const statement = statements.find((one) => one.index === index);
  const rows = `Only the first ${(statement?.result?.rowsKept ?? 0).toLocaleString('en')} rows are here`;
  if (statement?.phase === 'running') return `${rows}: the statement is still running.`;
  if (statement?.phase !== 'done') return `${rows}: the statement did not come to its end.`;
  if (statement.result?.outOfSpace) return `${rows}: there was no room for more on the disk.`;
  return statement.result?.truncated
    ? `${rows}: that is the row limit. To export all, raise auroraLambda.rowLimit and run the statement again; what it does, it does again then.`
    : undefined;
}
