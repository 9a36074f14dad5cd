import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StatementView, ToWebview } from '../../client/panel/protocol';
import { followRun } from '../../client/webview/followRun';
import {
  applyEvent,
  applyRows,
  LIMITS,
  markCancelling,
  releaseRows,
  startRun,
} from '../../client/panel/runState';
import type { RowCounts, RunState, Step } from '../../client/panel/runState';
import type { RowsEvent, RunEvent, StatementOutcome } from '../../core/invocation/outcome';
import { done, invocationRow, OUT_COLUMNS, rowsOf, type ToldDone } from '../support/panelRuns';

const started = (): RunState =>
  startRun({ runId: 7, title: 'a.sql', connection: 'sandbox', startedAt: 1000, rowLimit: 100 });
const start = (index: number, sql = `SELECT ${index}`): RunEvent => ({
  kind: 'statementStarted',
  index,
  sql,
  start: index * 10,
});
const end = (index: number, outcome: StatementOutcome): RunEvent => ({
  kind: 'statementEnded',
  index,
  outcome,
});
/** What is kept of its rows before it ends. */
const came = (
  index: number,
  { columns, rows }: ToldDone,
  invocations = 0,
): RowsEvent & { counts: RowCounts } => ({
  ...rowsOf(index, columns, rows),
  counts: { rows: rows.length, invocations, outOfSpace: false },
});
const text = (length: number): ToldDone => done([{ name: 'a', type: 'text' }], [['x'.repeat(length)]]);

type Told = RunEvent | ReturnType<typeof came>;

function follow(events: readonly Told[], limits = LIMITS): { state: RunState; messages: ToWebview[] } {
  let state = started();
  const messages: ToWebview[] = [];
  for (const event of events) {
    const step = apply(state, event, limits);
    state = step.state;
    messages.push(...step.messages);
  }
  return { state, messages };
}

function apply(state: RunState, event: Told, limits: typeof LIMITS): Step {
  if (event.kind !== 'rows') return applyEvent(state, event, limits);
  assert.ok('counts' in event);
  return applyRows(state, event.index, event.columns, event.counts);
}

test('a statement that runs', () => {
  const { state, messages } = follow([start(0)]);
  const statement: StatementView = {
    index: 0,
    sql: 'SELECT 0',
    phase: 'running',
    ms: null,
    notices: [],
    noticesLeftOut: 0,
  };
  assert.deepEqual(state.view.statements, [statement]);
  assert.deepEqual(messages, [{ kind: 'statement', runId: 7, statement }]);
});

test('a result: its rows stay with the host, the view counts them', () => {
  const told = done(OUT_COLUMNS, [invocationRow({ a: 1 }), invocationRow({ a: 2 })], {
    truncated: true,
    advice: 'Cast it.',
  });
  const { state } = follow([start(0), came(0, told, 2), end(0, told)]);
  assert.deepEqual(state.view.statements[0]?.result, {
    command: 'SELECT 2',
    rowCount: 2,
    columns: OUT_COLUMNS,
    rowsKept: 2,
    released: false,
    truncated: true,
    outOfSpace: false,
    invocations: 2,
    onlyInvocations: true,
    advice: 'Cast it.',
  });
});

test('a column beside the invocation makes it an ordinary result', () => {
  const told = done([{ name: 'id', type: 'integer' }, ...OUT_COLUMNS], [['1', ...invocationRow({})]]);
  const { state } = follow([start(0), came(0, told, 1), end(0, told)]);
  assert.equal(state.view.statements[0]?.result?.invocations, 1);
  assert.equal(state.view.statements[0].result.onlyInvocations, false);
});

test('the first rows bring the columns, more rows only their number, the end the rest', () => {
  const told = text(3);
  const more = { ...came(0, told), counts: { rows: 7, invocations: 0, outOfSpace: true } };
  const { state, messages } = follow([start(0), came(0, told), more, end(0, told)]);
  assert.deepEqual(
    messages.map(({ kind }) => kind),
    ['statement', 'statement', 'progress', 'statement'],
  );
  assert.deepEqual(messages[2], {
    kind: 'progress',
    runId: 7,
    index: 0,
    rowsKept: 7,
    invocations: 0,
    outOfSpace: true,
  });
  const { result, phase } = state.view.statements[0] ?? {};
  assert.deepEqual(
    [result?.rowsKept, result?.outOfSpace, result?.command, phase],
    [7, true, 'SELECT 1', 'done'],
  );
});

test('what came before a failure or a cancel stays', () => {
  const failed: StatementOutcome = {
    kind: 'failed',
    sql: '',
    ms: 5,
    notices: [],
    failure: { message: 'gone' },
  };
  const cancelled: StatementOutcome = { kind: 'cancelled', sql: '', ms: 5, notices: [] };
  const { state } = follow([
    start(0),
    came(0, text(3)),
    end(0, failed),
    start(1),
    came(1, text(3)),
    end(1, cancelled),
  ]);
  assert.deepEqual(
    state.view.statements.map(({ phase, result }) => [phase, result?.rowsKept]),
    [
      ['failed', 1],
      ['cancelled', 1],
    ],
  );
});

test('released rows are told', () => {
  const step = releaseRows(follow([start(0), came(0, text(3)), end(0, text(3))]).state, 0);
  const result = step.state.view.statements[0]?.result;
  assert.deepEqual([result?.rowsKept, result?.released], [0, true]);
  assert.equal(step.messages.length, 1);
});

test('failed, cancelled, finished', () => {
  const failure = { sqlstate: '42601', message: 'syntax error' };
  const { state, messages } = follow([
    start(0),
    end(0, { kind: 'failed', sql: '', ms: 5, notices: [], failure }),
    start(1),
    end(1, { kind: 'cancelled', sql: '', ms: 6, notices: [] }),
    { kind: 'finished', ms: 11, reason: 'cancelled' },
  ]);
  assert.deepEqual(
    state.view.statements.map(({ phase, ms, failure: found }) => [phase, ms, found]),
    [
      ['failed', 5, failure],
      ['cancelled', 6, undefined],
    ],
  );
  assert.deepEqual(messages.at(-1), { kind: 'finished', runId: 7, phase: 'cancelled', ms: 11 });
  assert.deepEqual([state.view.phase, state.view.ms], ['cancelled', 11]);
});

test('each reason of the end has its phase', () => {
  for (const [reason, phase] of [
    ['completed', 'done'],
    ['failed', 'failed'],
    ['cancelled', 'cancelled'],
  ] as const) {
    assert.equal(follow([{ kind: 'finished', ms: 1, reason }]).state.view.phase, phase);
  }
});

test('asking to stop is shown until the end', () => {
  const step = markCancelling(started());
  assert.equal(step.state.view.cancelling, true);
  assert.deepEqual(step.messages, [{ kind: 'cancelling', runId: 7 }]);
});

test('notices travel one by one; those over the bound are counted and told with the end', () => {
  const limits = { ...LIMITS, notices: 2 };
  const notice = (message: string): RunEvent => ({
    kind: 'notice',
    index: 0,
    notice: { severity: 'NOTICE', message },
  });
  const live = follow([start(0), notice('a'), notice('b'), notice('c'), notice('d')], limits);
  assert.deepEqual(
    live.messages.map(({ kind }) => kind),
    ['statement', 'notice', 'notice'],
  );
  assert.equal(live.state.view.statements[0]?.noticesLeftOut, 2);

  const notices = ['a', 'b', 'c'].map((message) => ({ severity: 'NOTICE', message }));
  const ended = apply(live.state, end(0, { ...done([], []), notices }), limits);
  assert.deepEqual(ended.state.view.statements[0]?.notices, notices.slice(0, 2));
  assert.equal(ended.state.view.statements[0]?.noticesLeftOut, 2, 'the outcome may have fewer than came');
  assert.deepEqual(follow([notice('of no statement')]).messages, []);
});

test('output is sent as it comes up to a bound, then its end with the end of the run', () => {
  const limits = { ...LIMITS, output: 4 };
  const chunks = ['ab\n', 'c', 'defg\n', 'h'].map((text): RunEvent => ({ kind: 'output', text }));
  const warning: RunEvent = { kind: 'output', text: 'w!', stream: 'err' };
  const { state, messages } = follow(
    [...chunks, warning, { kind: 'finished', ms: 1, reason: 'completed' }],
    limits,
  );
  const tail = [{ text: 'efg\nh' }, { text: 'w!', stream: 'err' }];
  assert.deepEqual([state.view.output, state.view.outputCut], [tail, true]);
  assert.deepEqual(messages, [
    { kind: 'output', runId: 7, chunk: { text: 'ab\n' } },
    { kind: 'output', runId: 7, chunk: { text: 'c' } },
    { kind: 'outputTail', runId: 7, output: tail },
    { kind: 'finished', runId: 7, phase: 'done', ms: 1 },
  ]);
});

test('200,000 pieces of output are taken in at a cost that does not grow with them', () => {
  const chunks = Array.from({ length: 200_000 }, (_, n): RunEvent => ({ kind: 'output', text: `${n}\n` }));
  const { state } = follow(chunks);
  const text = state.view.output.map((chunk) => chunk.text).join('');
  assert.ok(text.length <= 2 * LIMITS.output);
  assert.ok(text.endsWith('199998\n199999\n'));
  assert.equal(state.view.outputCut, true);
});

test('rows that psql does not show say where they went', () => {
  const { state } = follow([
    start(0),
    end(0, done([], [], { storedIn: ['a', 'b'] })),
    start(1),
    end(1, done([], [], { executed: true })),
  ]);
  const results = state.view.statements.map(({ result }) => [result?.storedIn, result?.executed]);
  assert.deepEqual(results, [
    [['a', 'b'], undefined],
    [undefined, true],
  ]);
});

test('a very long statement is cut', () => {
  const { state } = follow([start(0, 'x'.repeat(30))], { ...LIMITS, sql: 10 });
  assert.equal(state.view.statements[0]?.sql, `${'x'.repeat(10)}…`);
});

test('the webview, following the messages, comes to the view that the host keeps', () => {
  const notice: RunEvent = { kind: 'notice', index: 1, notice: { severity: 'INFO', message: 'a' } };
  const { state, messages } = follow([
    start(0),
    came(0, done(OUT_COLUMNS, [invocationRow({})]), 1),
    came(0, done(OUT_COLUMNS, [invocationRow({})]), 2),
    end(0, done(OUT_COLUMNS, [invocationRow({})])),
    { kind: 'output', text: 'between' },
    start(1),
    notice,
    notice,
    end(1, text(3)),
    { kind: 'finished', ms: 9, reason: 'completed' },
  ]);
  let followed = started().view;
  for (const message of messages) {
    assert.ok('runId' in message);
    followed = followRun(followed, message);
  }
  assert.deepEqual(followed, state.view);
});
