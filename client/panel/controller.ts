import type { RunEvent } from '../../core/invocation/outcome';
import { answer } from './answer';
import type { PanelHost } from './host';
import { createProgress } from './progress';
import type { FromWebview, RunView } from './protocol';
import { ROW_LIMITS, RunRows } from './runRows';
import { applyEvent, applyRows, markCancelling, releaseRows, startRun } from './runState';
import type { RunState, StatementPlace, Step } from './runState';

/** A run to show, and what its buttons do. */
export interface RunRequest {
  /** What runs, usually the file's name. */
  readonly title: string;
  /** The connection's name. */
  readonly connection: string;
  /** The most rows a statement shows. */
  readonly rowLimit: number;
  /** Stops the run; its `finished` event is still awaited. */
  cancel(): void;
  /** Starts the same again, as a new run. */
  runAgain(): void;
  /** Shows the statement in its editor. */
  reveal(place: StatementPlace): void;
}

/** Takes the events of one run, in order, until `finished`; events after another run has begun are dropped. */
export interface RunSink {
  /** The promise holds back the rows that follow. */
  onEvent(event: RunEvent): void | Promise<void>;
}

/** The panel without VS Code: it shows one run at a time, the newest. */
export interface PanelController {
  beginRun(request: RunRequest): RunSink;
  /** Resolves when it has been answered. */
  receive(message: FromWebview): Promise<void>;
  /** Gives up the rows. */
  dispose(): Promise<void>;
}

/** A run on show. */
interface Current {
  readonly request: RunRequest;
  readonly rows: RunRows;
  state: RunState;
}

/** A panel that shows nothing yet. */
export function createPanelController(host: PanelHost, limits = ROW_LIMITS): PanelController {
  let current: Current | undefined;
  let lastRunId = 0;
  const progress = createProgress((message) => host.post(message));

  const take = (step: Step): void => {
    if (current) current.state = step.state;
    step.messages.forEach((message) => progress.post(message));
  };
  const takeEvent = ({ state, rows }: Current, event: RunEvent): void | Promise<void> => {
    if (event.kind !== 'rows') return take(applyEvent(state, event));
    const { index, columns } = event;
    const held = rows.add(event);
    take(applyRows(state, index, columns, rows.countsOf(index)));
    for (const released of rows.release(limits, index)) {
      if (current) take(releaseRows(current.state, released));
    }
    return held;
  };
  const viewOf = (): RunView | null => current?.state.view ?? null;
  const dispose = async (): Promise<void> => {
    progress.stop();
    await current?.rows.close();
  };

  return {
    beginRun(request) {
      void dispose();
      const { title, connection, rowLimit } = request;
      const runId = ++lastRunId;
      const rows = new RunRows(() => host.createStore());
      const state = startRun({ runId, title, connection, rowLimit, startedAt: host.now() });
      current = { request, rows, state };
      host.post({ kind: 'run', run: viewOf() });
      return {
        onEvent: (event) => (current?.state.view.runId === runId ? takeEvent(current, event) : undefined),
      };
    },
    async receive(message) {
      if (message.kind === 'ready') host.post({ kind: 'run', run: viewOf() });
      else if (message.kind === 'copyText') host.copy(message.text);
      else if (message.kind === 'fault') host.warn('result panel failed', { error: message.message });
      else if (current?.state.view.runId === message.runId) await act(message, current, host, take);
    },
    dispose,
  };
}

type RunMessage = Extract<FromWebview, { readonly runId: number }>;

async function act(
  message: RunMessage,
  { request, state, rows }: Current,
  host: PanelHost,
  take: (step: Step) => void,
): Promise<void> {
  switch (message.kind) {
    case 'cancel':
      if (state.view.phase !== 'running' || state.view.cancelling) return;
      take(markCancelling(state));
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
        host.warn('rows cannot be read', { error: (error as NodeJS.ErrnoException).code });
      }
    }
  }
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
