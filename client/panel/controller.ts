import { assertNever } from '../../core/assertNever';
import type { RunEvent } from '../../core/invocation/outcome';
import { copiedPart, copiedRow, invocationsPage, openedCell, openedPart, rowsPage } from './pages';
import type { OpenedText } from './pages';
import type { FromWebview, RunView, ToWebview } from './protocol';
import { applyEvent, markCancelling, startRun } from './runState';
import type { RunState, StatementData, Step } from './runState';

/** What the panel needs of the editor around it. */
export interface PanelHost {
  /** To the webview, if there is one; what is lost is sent again when it says `ready`. */
  post(message: ToWebview): void;
  /** Puts a text on the clipboard. */
  copy(text: string): void;
  /** Shows a text in an editor of its own. */
  open(text: OpenedText): void;
  /** Milliseconds since 1970. */
  now(): number;
  /** For the log: never holds data. */
  warn(message: string, facts: object): void;
}

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
  /** Shows the statement in its editor; `start` is its offset in the script. */
  reveal(start: number, sql: string): void;
}

/** Takes the events of one run, in order, until `finished`; events after another run has begun are dropped. */
export interface RunSink {
  onEvent(event: RunEvent): void;
}

/** The panel without VS Code: it shows one run at a time, the newest. */
export interface PanelController {
  beginRun(request: RunRequest): RunSink;
  receive(message: FromWebview): void;
}

/** A panel that shows nothing yet. */
export function createPanelController(host: PanelHost): PanelController {
  let current: { readonly request: RunRequest; state: RunState } | undefined;
  let lastRunId = 0;

  const take = (step: Step): void => {
    if (current) current.state = step.state;
    step.messages.forEach((message) => host.post(message));
  };
  const viewOf = (): RunView | null => current?.state.view ?? null;

  return {
    beginRun(request) {
      const { title, connection, rowLimit } = request;
      const runId = ++lastRunId;
      current = { request, state: startRun({ runId, title, connection, rowLimit, startedAt: host.now() }) };
      host.post({ kind: 'run', run: viewOf() });
      return {
        onEvent(event) {
          if (current?.state.view.runId === runId) take(applyEvent(current.state, event));
        },
      };
    },
    receive(message) {
      if (message.kind === 'ready') host.post({ kind: 'run', run: viewOf() });
      else if (message.kind === 'copyText') host.copy(message.text);
      else if (message.kind === 'fault') host.warn('result panel failed', { error: message.message });
      else if (current?.state.view.runId === message.runId)
        act(message, current.request, current.state, host, take);
    },
  };
}

type RunMessage = Extract<FromWebview, { readonly runId: number }>;
type DataMessage = Exclude<RunMessage, { readonly kind: 'cancel' | 'runAgain' | 'reveal' }>;

function act(
  message: RunMessage,
  request: RunRequest,
  state: RunState,
  host: PanelHost,
  take: (step: Step) => void,
): void {
  switch (message.kind) {
    case 'cancel':
      if (state.view.phase !== 'running' || state.view.cancelling) return;
      take(markCancelling(state));
      return request.cancel();
    case 'runAgain':
      return state.view.phase === 'running' ? undefined : request.runAgain();
    case 'reveal': {
      const place = state.places.get(message.statement);
      return place && request.reveal(place.start, place.sql);
    }
    default: {
      const data = state.data.get(message.statement);
      const columns = state.view.statements.find(({ index }) => index === message.statement)?.result?.columns;
      return data && columns ? answer(message, data, columns, host) : undefined;
    }
  }
}

function answer(
  message: DataMessage,
  { rows, invocations }: StatementData,
  columns: NonNullable<RunView['statements'][number]['result']>['columns'],
  host: PanelHost,
): void {
  switch (message.kind) {
    case 'fetchRows': {
      const { requestId, start, end } = message;
      return host.post({ kind: 'rows', requestId, rows: rowsPage(rows, start, end) });
    }
    case 'fetchInvocations': {
      const { requestId, start } = message;
      return host.post({ kind: 'invocations', requestId, invocations: invocationsPage(invocations, start) });
    }
    case 'copyRow': {
      const row = rows[message.row];
      return row && host.copy(copiedRow(row));
    }
    case 'copyCell':
    case 'openCell': {
      const cell = rows[message.row]?.[message.column];
      const column = columns[message.column];
      if (cell === undefined || !column) return;
      return message.kind === 'copyCell' ? host.copy(cell ?? '') : host.open(openedCell(cell, column));
    }
    case 'copyPart':
    case 'openPart': {
      const invocation = invocations[message.invocation];
      if (!invocation) return;
      return message.kind === 'copyPart'
        ? host.copy(copiedPart(invocation, message.part))
        : host.open(openedPart(invocation, message.part));
    }
    default:
      return assertNever(message);
  }
}
