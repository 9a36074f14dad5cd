import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StatementView, ToWebview } from '../../client/panel/protocol';
import { followRun } from '../../client/webview/followRun';
import { applyEvent, LIMITS, markCancelling, startRun } from '../../client/panel/runState';
import type { RunState } from '../../client/panel/runState';
import type { RunEvent, StatementOutcome } from '../../core/invocation/outcome';
import { done, invocationRow, OUT_COLUMNS } from '../support/panelRuns';

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
const text = (length: number): StatementOutcome =>
  done([{ name: 'a', type: 'text' }], [['x'.repeat(length)]]);

function follow(events: readonly RunEvent[], limits = LIMITS): { state: RunState; messages: ToWebview[] } {
  let state = started();
  const messages: ToWebview[] = [];
  for (const event of events) {
    const step = applyEvent(state, event, limits);
    state = step.state;
    messages.push(...step.messages);
  }
  return { state, messages };
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
  const rows = [invocationRow({ a: 1 }), invocationRow({ a: 2 })];
  const { state } = follow([
    start(0),
    end(0, done(OUT_COLUMNS, rows, { truncated: true, advice: 'Cast it.' })),
  ]);
  assert.deepEqual(state.view.statements[0]?.result, {
    command: 'SELECT 2',
    rowCount: 2,
    columns: OUT_COLUMNS,
    rowsKept: 2,
    released: false,
    truncated: true,
    invocations: 2,
    onlyInvocations: true,
    advice: 'Cast it.',
  });
  assert.equal(state.data.get(0)?.rows, rows);
  assert.equal(JSON.stringify(state.view).includes('lambda_function.py'), false);
});

test('a column beside the invocation makes it an ordinary result', () => {
  const columns = [{ name: 'id', type: 'integer' }, ...OUT_COLUMNS];
  const { state } = follow([start(0), end(0, done(columns, [['1', ...invocationRow({})]]))]);
  assert.equal(state.view.statements[0]?.result?.invocations, 1);
  assert.equal(state.view.statements[0].result.onlyInvocations, false);
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
  const ended = applyEvent(live.state, end(0, { ...done([], []), notices }), limits);
  assert.deepEqual(ended.state.view.statements[0]?.notices, notices.slice(0, 2));
  assert.equal(ended.state.view.statements[0]?.noticesLeftOut, 1);
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

test('over the bound the oldest rows are released, the newest never', () => {
  const limits = { ...LIMITS, rowsSize: 100 };
  const { state, messages } = follow(
    [start(0), end(0, text(60)), start(1), end(1, text(30)), start(2), end(2, text(500))],
    limits,
  );
  const view = state.view.statements.map(({ result }) => [result?.rowsKept, result?.released]);
  assert.deepEqual(view, [
    [0, true],
    [0, true],
    [1, false],
  ]);
  assert.deepEqual([...state.data.keys()], [2]);
  const told = messages.filter(
    (message) => message.kind === 'statement' && message.statement.result?.released,
  );
  assert.equal(told.length, 2);
});

test('what fits is kept', () => {
  const { state } = follow([start(0), end(0, text(60)), start(1), end(1, text(40))], {
    ...LIMITS,
    rowsSize: 100,
  });
  assert.deepEqual([...state.data.keys()], [0, 1]);
});

test('the webview, following the messages, comes to the view that the host keeps', () => {
  const notice: RunEvent = { kind: 'notice', index: 1, notice: { severity: 'INFO', message: 'a' } };
  const { state, messages } = follow([
    start(0),
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
