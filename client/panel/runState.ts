import { hasOnlyInvocations } from '../../core/invocation/invocations';
import type { Column, Notice, RowsEvent, RunEvent, StatementOutcome } from '../../core/invocation/outcome';
import { addOutput } from './output';
import { KEPT } from './protocol';
import type {
  BesideView,
  OutputChunk,
  Phase,
  ResultView,
  RunView,
  StatementView,
  ToWebview,
} from './protocol';

/** What is kept of the rows of a statement. */
export interface RowCounts {
  readonly rows: number;
  readonly invocations: number;
  readonly outOfSpace: boolean;
}

/** Where a statement stands. */
export interface StatementPlace {
  readonly start: number;
  readonly sql: string;
  /** The file, where it is not the script that was run. */
  readonly path?: string;
}

/** A run as the host keeps it, bounded whatever the script does. */
export interface RunState {
  readonly view: RunView;
  /** Each statement in the document: its offset, and its text, whole. */
  readonly places: ReadonlyMap<number, StatementPlace>;
  /** How much output was sent to the webview piece by piece, in UTF-16 units. */
  readonly outputSent: number;
}

/** The new state and what the webview must hear to follow. */
export interface Step {
  readonly state: RunState;
  readonly messages: readonly ToWebview[];
}

/** The bounds of what is kept; sizes in UTF-16 units. */
export const LIMITS = KEPT;

const PHASES = { completed: 'done', failed: 'failed', cancelled: 'cancelled' } as const;

/** A run that has just begun. */
export function startRun(
  info: Pick<RunView, 'runId' | 'title' | 'connection' | 'startedAt' | 'rowLimit' | 'runs' | 'color'>,
): RunState {
  const view: RunView = {
    ...info,
    phase: 'running',
    cancelling: false,
    ms: null,
    statements: [],
    output: [],
    outputCut: false,
  };
  return { view, places: new Map(), outputSent: 0 };
}

/** What a button of the panel shows. */
export function placeOf({ sql, start, included }: RunEvent & { kind: 'statementStarted' }): StatementPlace {
  return included ? { sql, start: included.start, path: included.path } : { sql, start };
}

/** Takes in what happened; of rows `applyRows` tells. */
export function applyEvent(state: RunState, event: Exclude<RunEvent, RowsEvent>, limits = LIMITS): Step {
  switch (event.kind) {
    case 'statementStarted': {
      const sql = event.sql.length > limits.sql ? `${event.sql.slice(0, limits.sql)}…` : event.sql;
      const places = new Map(state.places).set(event.index, placeOf(event));
      const statement: StatementView = {
        index: event.index,
        sql,
        ...(event.row && { row: event.row }),
        phase: 'running',
        ms: null,
        notices: [],
        noticesLeftOut: 0,
      };
      return withStatement({ ...state, places }, statement);
    }
    case 'notice':
      return withNotice(state, event.index, event.notice, limits);
    case 'output':
      return withOutput(state, event, limits);
    case 'statementEnded':
      return endStatement(state, event.index, event.outcome, limits);
    case 'finished':
      return endRun(state, event.ms, PHASES[event.reason], limits);
  }
}

/** What the same call came to through the database is known. */
export function setBeside(state: RunState, beside: BesideView): Step {
  const { runId } = state.view;
  return {
    state: { ...state, view: { ...state.view, beside } },
    messages: [{ kind: 'beside', runId, beside }],
  };
}

/** The user asked to stop the run. */
export function markCancelling(state: RunState): Step {
  const { runId } = state.view;
  return {
    state: { ...state, view: { ...state.view, cancelling: true } },
    messages: [{ kind: 'cancelling', runId }],
  };
}

function endStatement(
  state: RunState,
  index: number,
  outcome: StatementOutcome,
  limits: typeof LIMITS,
): Step {
  const started = state.view.statements.find((statement) => statement.index === index);
  const base = {
    index,
    sql: started?.sql ?? outcome.sql.slice(0, limits.sql),
    ...(started?.row && { row: started.row }),
    phase: outcome.kind satisfies Phase,
    ms: outcome.ms,
    ...bounded(outcome.notices, limits, started?.noticesLeftOut),
  };
  // What came before the end stays.
  const came = started?.result ? { result: started.result } : {};
  if (outcome.kind === 'cancelled') return withStatement(state, { ...base, ...came });
  if (outcome.kind === 'failed') return withStatement(state, { ...base, ...came, failure: outcome.failure });

  const { rowsKept, invocations, outOfSpace } = started?.result ?? NO_ROWS;
  const result: ResultView = {
    command: outcome.command,
    rowCount: outcome.rowCount,
    columns: outcome.columns,
    rowsKept,
    released: false,
    truncated: outcome.truncated,
    outOfSpace,
    invocations,
    onlyInvocations: invocations > 0 && hasOnlyInvocations(outcome.columns),
    ...(outcome.storedIn && { storedIn: outcome.storedIn }),
    ...(outcome.executed && { executed: outcome.executed }),
    ...(outcome.advice !== undefined && { advice: outcome.advice }),
  };
  return withStatement(state, { ...base, result });
}

/** Takes in that rows of a statement have come; `counts` is all that is kept of it now. */
export function applyRows(
  state: RunState,
  index: number,
  columns: readonly Column[],
  counts: RowCounts,
): Step {
  const statement = state.view.statements.find((one) => one.index === index);
  if (!statement) return { state, messages: [] };
  const { rows: rowsKept, invocations, outOfSpace } = counts;
  const onlyInvocations = invocations > 0 && hasOnlyInvocations(columns);
  const changed = { columns, rowsKept, invocations, outOfSpace, onlyInvocations };
  const result = { ...NO_ROWS, ...statement.result, ...changed };
  const step = withStatement(state, { ...statement, result });
  const { runId } = state.view;
  const { result: before } = statement;
  const looksTheSame =
    before?.onlyInvocations === onlyInvocations && before.invocations > 0 === invocations > 0;
  return looksTheSame
    ? { ...step, messages: [{ kind: 'progress', runId, index, rowsKept, invocations, outOfSpace }] }
    : step;
}

/** The rows of a statement were given up. */
export function releaseRows(state: RunState, index: number): Step {
  const statement = state.view.statements.find((one) => one.index === index);
  if (!statement?.result) return { state, messages: [] };
  const result = { ...statement.result, rowsKept: 0, invocations: 0, released: true };
  return withStatement(state, { ...statement, result });
}

const NO_ROWS: ResultView = {
  command: '',
  rowCount: null,
  columns: [],
  rowsKept: 0,
  released: false,
  truncated: false,
  outOfSpace: false,
  invocations: 0,
  onlyInvocations: false,
};

function withStatement(state: RunState, statement: StatementView): Step {
  const statements = [...state.view.statements];
  // The last as a rule: a run with each row of a file has thousands.
  const at = statements.findLastIndex(({ index }) => index <= statement.index);
  const isKnown = statements[at]?.index === statement.index;
  statements.splice(isKnown ? at : at + 1, isKnown ? 1 : 0, statement);
  const { runId } = state.view;
  return {
    state: { ...state, view: { ...state.view, statements } },
    messages: [{ kind: 'statement', runId, statement }],
  };
}

function withNotice(state: RunState, index: number, notice: Notice, limits: typeof LIMITS): Step {
  const found = state.view.statements.find((statement) => statement.index === index);
  if (!found) return { state, messages: [] };
  const full = found.notices.length >= limits.notices;
  const statement = full
    ? { ...found, noticesLeftOut: found.noticesLeftOut + 1 }
    : { ...found, notices: [...found.notices, notice] };
  const step = withStatement(state, statement);
  const { runId } = state.view;
  // A script may raise a notice a row: each travels alone, those left out are told with the statement's end.
  return { state: step.state, messages: full ? [] : [{ kind: 'notice', runId, index, notice }] };
}

/** Output may be a table copied to the screen: it is sent piece by piece up to a bound, its end with the end. */
function withOutput(state: RunState, { text, stream }: OutputChunk, limits: typeof LIMITS): Step {
  const chunk: OutputChunk = { text, ...(stream && { stream }) };
  const kept = addOutput(state.view.output, chunk, limits.output);
  const view = { ...state.view, output: kept.output, outputCut: state.view.outputCut || kept.cut };
  const outputSent = state.outputSent + text.length;
  const { runId } = view;
  return {
    state: { ...state, view, outputSent },
    messages: outputSent > limits.output ? [] : [{ kind: 'output', runId, chunk }],
  };
}

function endRun(state: RunState, ms: number, phase: Phase, limits: typeof LIMITS): Step {
  const view = { ...state.view, phase, ms };
  const { runId, output } = view;
  const tail: ToWebview[] = state.outputSent > limits.output ? [{ kind: 'outputTail', runId, output }] : [];
  return { state: { ...state, view }, messages: [...tail, { kind: 'finished', runId, phase, ms }] };
}

/** `leftOut`: how many were counted as they came; the outcome of a statement that raised very many has not all. */
function bounded(
  notices: readonly Notice[],
  limits: typeof LIMITS,
  leftOut = 0,
): Pick<StatementView, 'notices' | 'noticesLeftOut'> {
  const shown = notices.slice(0, limits.notices);
  return { notices: shown, noticesLeftOut: Math.max(leftOut, notices.length - shown.length) };
}
