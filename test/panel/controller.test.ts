import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPanelController } from '../../client/panel/controller';
import type { PanelController } from '../../client/panel/controller';
import type { FromWebview, ToWebview } from '../../client/panel/protocol';
import { done, invocationRow, LOG, OUT_COLUMNS, request, runAll } from '../support/panelRuns';

interface Recorded {
  readonly controller: PanelController;
  readonly posted: ToWebview[];
  /** What reached the editor, in words. */
  readonly done: string[];
}

function record(): Recorded {
  const posted: ToWebview[] = [];
  const seen: string[] = [];
  const controller = createPanelController({
    post: (message) => posted.push(message),
    copy: (text) => seen.push(`copy ${text}`),
    open: ({ text, language }) => seen.push(`open ${language} ${text}`),
    now: () => 5,
    warn: (message, facts) => seen.push(`warn ${message} ${JSON.stringify(facts)}`),
  });
  return { controller, posted, done: seen };
}

const ROWS = [invocationRow({ a: 1 }), ['202', null, null, null]];
const at = { runId: 1, statement: 0 };

test('ready is answered with the whole state, before, while and after a run', () => {
  const { controller, posted } = record();
  controller.receive({ kind: 'ready' });
  assert.deepEqual(posted, [{ kind: 'run', run: null }]);
  runAll(controller, [['SELECT 1', done(OUT_COLUMNS, ROWS)]]);
  const kinds = posted.slice(1).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['run', 'statement', 'statement', 'finished']);
  controller.receive({ kind: 'ready' });
  const last = posted.at(-1);
  assert.ok(last?.kind === 'run' && last.run);
  assert.deepEqual(
    [last.run.runId, last.run.title, last.run.connection, last.run.startedAt, last.run.phase, last.run.ms],
    [1, 'orders.sql', 'sandbox', 5, 'done', 152],
  );
  assert.equal(last.run.statements[0]?.result?.rowsKept, 2);
});

test('a new run takes the place of the old, whose events and questions are stale', () => {
  const { controller, posted, done: seen } = record();
  const old = controller.beginRun(request().request);
  controller.beginRun(request().request);
  posted.length = 0;
  old.onEvent({ kind: 'finished', ms: 1, reason: 'completed' });
  for (const message of EVERY_QUESTION) controller.receive(message);
  assert.deepEqual([posted, seen], [[], []]);
});

const EVERY_QUESTION: FromWebview[] = [
  { kind: 'cancel', runId: 1 },
  { kind: 'runAgain', runId: 1 },
  { kind: 'reveal', ...at },
  { kind: 'fetchRows', ...at, requestId: 1, start: 0, end: 5 },
  { kind: 'fetchInvocations', ...at, requestId: 2, start: 0 },
  { kind: 'copyCell', ...at, row: 0, column: 0 },
  { kind: 'copyRow', ...at, row: 0 },
  { kind: 'openPart', ...at, invocation: 0, part: 'log' },
];

test('rows and invocations are given page by page', () => {
  const { controller, posted } = record();
  runAll(controller, [['SELECT 1', done(OUT_COLUMNS, ROWS)]]);
  posted.length = 0;
  controller.receive({ kind: 'fetchRows', ...at, requestId: 11, start: 1, end: 9 });
  controller.receive({ kind: 'fetchInvocations', ...at, requestId: 12, start: 1 });
  assert.deepEqual(posted, [
    { kind: 'rows', requestId: 11, rows: [['202', null, null, null]] },
    {
      kind: 'invocations',
      requestId: 12,
      invocations: [
        { row: 1, statusCode: '202', payload: null, executedVersion: null, logResult: null, log: null },
      ],
    },
  ]);
});

test('copying and opening take the whole of a value; what does not exist is passed over', () => {
  const { controller, done: seen } = record();
  const long = 'x'.repeat(5_000);
  runAll(controller, [['SELECT 1', done(OUT_COLUMNS, [['200', long, '1', null], ...ROWS])]]);
  const ask = (message: FromWebview): string | undefined => {
    seen.length = 0;
    controller.receive(message);
    return seen[0];
  };
  assert.equal(ask({ kind: 'copyCell', ...at, row: 0, column: 1 }), `copy ${long}`);
  assert.equal(ask({ kind: 'copyCell', ...at, row: 0, column: 3 }), 'copy ');
  assert.equal(ask({ kind: 'openCell', ...at, row: 1, column: 1 }), 'open json {\n  "a": 1\n}');
  assert.equal(ask({ kind: 'copyRow', ...at, row: 2 }), 'copy 202\t\t\t');
  assert.equal(ask({ kind: 'copyPart', ...at, invocation: 1, part: 'log' }), `copy ${LOG}`);
  assert.equal(ask({ kind: 'openPart', ...at, invocation: 1, part: 'payload' }), 'open json {\n  "a": 1\n}');
  assert.equal(ask({ kind: 'copyText', text: 'path' }), 'copy path');
  for (const row of [3, 2 ** 40]) assert.equal(ask({ kind: 'copyRow', ...at, row }), undefined);
  assert.equal(ask({ kind: 'openCell', ...at, row: 0, column: 4 }), undefined);
  assert.equal(ask({ kind: 'copyPart', ...at, invocation: 9, part: 'log' }), undefined);
  assert.equal(ask({ kind: 'copyRow', runId: 1, statement: 4, row: 0 }), undefined);
});

test('cancel once and only while it runs, again only after', () => {
  const { controller, posted } = record();
  const { request: asked, calls } = request();
  const sink = controller.beginRun(asked);
  controller.receive({ kind: 'runAgain', runId: 1 });
  controller.receive({ kind: 'cancel', runId: 1 });
  controller.receive({ kind: 'cancel', runId: 1 });
  assert.deepEqual(calls, ['cancel']);
  assert.deepEqual(posted.at(-1), { kind: 'cancelling', runId: 1 });
  sink.onEvent({ kind: 'finished', ms: 1, reason: 'cancelled' });
  controller.receive({ kind: 'cancel', runId: 1 });
  controller.receive({ kind: 'runAgain', runId: 1 });
  assert.deepEqual(calls, ['cancel', 'runAgain']);
});

test('reveal tells where in the script the statement starts', () => {
  const { controller } = record();
  const { request: asked, calls } = request();
  runAll(
    controller,
    [
      ['SELECT 1', done([], [])],
      ['SELECT 2', done([], [])],
    ],
    { request: asked },
  );
  controller.receive({ kind: 'reveal', runId: 1, statement: 1 });
  controller.receive({ kind: 'reveal', runId: 1, statement: 2 });
  assert.deepEqual(calls, ['reveal 100 SELECT 2']);
});

test('a fault of the webview is logged', () => {
  const { controller, done: seen } = record();
  controller.receive({ kind: 'fault', message: 'boom' });
  assert.deepEqual(seen, ['warn result panel failed {"error":"boom"}']);
});
