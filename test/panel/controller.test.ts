import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { copyCells } from '../../client/panel/exportResult';
import { createPanelController } from '../../client/panel/controller';
import type { PanelController, PanelLimits } from '../../client/panel/controller';
import { MOST_RUNS } from '../../client/panel/keptRuns';
import type { FromWebview, ToWebview } from '../../client/panel/protocol';
import { ROW_LIMITS } from '../../client/panel/runRows';
import { RowStore, ROW_STORE } from '../../cluster/rows/rowStore';
import { createExportUser } from '../support/exportDialogs';
import { done, ended, invocationRow, LOG, OUT_COLUMNS, request, rowsOf, runAll } from '../support/panelRuns';

const folder = join('out', 'artefacts', 'rows');

interface Recorded {
  readonly controller: PanelController;
  readonly posted: ToWebview[];
  /** What reached the editor, in words. */
  readonly done: string[];
}

function record(limits: Partial<PanelLimits> = {}): Recorded {
  const posted: ToWebview[] = [];
  const seen: string[] = [];
  const controller = createPanelController(
    {
      post: (message) => posted.push(message),
      copy: (text) => seen.push(`copy ${text}`),
      copyRows: (request, form) => copyCells(request, form, createExportUser(seen).dialogs),
      save: ({ name, content }) => seen.push(`save ${name} ${content.length}`),
      open: ({ text, language }) => seen.push(`open ${language} ${text}`),
      exportRows: ({ title, store, incomplete }) =>
        seen.push(`export ${title} ${store.rowCount} ${incomplete}`),
      now: () => 5,
      warn: (message, facts) => seen.push(`warn ${message} ${JSON.stringify(facts)}`),
      createStore: () => new RowStore({ folder, ...ROW_STORE }),
    },
    { runs: MOST_RUNS, rows: ROW_LIMITS, ...limits },
  );
  return { controller, posted, done: seen };
}

const ROWS = [invocationRow({ a: 1 }), ['202', null, null, null]];
const at = { runId: 1, statement: 0 };

test('ready is answered with the whole state, before, while and after a run', async () => {
  const { controller, posted } = record();
  await controller.receive({ kind: 'ready' });
  assert.deepEqual(posted, [
    { kind: 'tabs', tabs: [], front: null, givenUp: null },
    { kind: 'run', run: null },
  ]);
  runAll(controller, [['SELECT 1', done(OUT_COLUMNS, ROWS)]]);
  const kinds = posted.slice(2).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['tabs', 'run', 'statement', 'statement', 'statement', 'finished', 'tabs']);
  await controller.receive({ kind: 'ready' });
  const last = posted.at(-1);
  assert.ok(last?.kind === 'run' && last.run);
  assert.deepEqual(
    [last.run.runId, last.run.title, last.run.connection, last.run.startedAt, last.run.phase, last.run.ms],
    [1, 'orders.sql', 'sandbox', 5, 'done', 152],
  );
  assert.equal(last.run.statements[0]?.result?.rowsKept, 2);
});

test('a new run takes the place of the old of its editor, whose events and questions are stale', async () => {
  const { controller, posted, done: seen } = record();
  const old = controller.beginRun(request().request);
  controller.beginRun(request().request);
  posted.length = 0;
  void old.onEvent({ kind: 'finished', ms: 1, reason: 'completed' });
  for (const message of EVERY_QUESTION) await controller.receive(message);
  assert.deepEqual([posted, seen], [[], []]);
});

/** Copies a whole row. */
const copyOf = (row: number, statement = 0): FromWebview => {
  const block = { rows: [{ start: row, end: row + 1 }], columns: [{ start: 0, end: 4 }] };
  return { kind: 'copyRange', runId: 1, statement, arranged: false, form: 'text', ...block };
};

const EVERY_QUESTION: FromWebview[] = [
  { kind: 'showRun', runId: 1 },
  { kind: 'closeRun', runId: 1 },
  { kind: 'cancel', runId: 1 },
  { kind: 'runAgain', runId: 1 },
  { kind: 'reveal', ...at },
  { kind: 'fetchRows', ...at, requestId: 1, start: 0, end: 5, arranged: false },
  { kind: 'fetchInvocations', ...at, requestId: 2, start: 0 },
  { kind: 'copyCell', ...at, row: 0, column: 0 },
  copyOf(0),
  { kind: 'openPart', ...at, invocation: 0, part: 'log' },
];

test('rows and invocations are given page by page', async () => {
  const { controller, posted } = record();
  runAll(controller, [['SELECT 1', done(OUT_COLUMNS, ROWS)]]);
  posted.length = 0;
  await controller.receive({ kind: 'fetchRows', ...at, requestId: 11, start: 1, end: 9, arranged: false });
  await controller.receive({ kind: 'fetchInvocations', ...at, requestId: 12, start: 1 });
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

test('copying and opening take the whole of a value; what does not exist is passed over', async () => {
  const { controller, done: seen } = record();
  const long = 'x'.repeat(5_000);
  runAll(controller, [['SELECT 1', done(OUT_COLUMNS, [['200', long, '1', null], ...ROWS])]]);
  const ask = async (message: FromWebview): Promise<string | undefined> => {
    seen.length = 0;
    await controller.receive(message);
    return seen[0];
  };
  assert.equal(await ask({ kind: 'copyCell', ...at, row: 0, column: 1 }), `copy ${long}`);
  assert.equal(await ask({ kind: 'copyCell', ...at, row: 0, column: 3 }), 'copy ');
  assert.equal(await ask({ kind: 'openCell', ...at, row: 1, column: 1 }), 'open json {\n  "a": 1\n}');
  assert.equal(await ask(copyOf(2)), '202\t\t\t');
  assert.equal(await ask({ kind: 'saveCell', ...at, row: 0, column: 1 }), 'save payload.json 5000');
  assert.equal(await ask({ kind: 'copyPart', ...at, invocation: 1, part: 'log' }), `copy ${LOG}`);
  assert.equal(
    await ask({ kind: 'openPart', ...at, invocation: 1, part: 'payload' }),
    'open json {\n  "a": 1\n}',
  );
  assert.equal(await ask({ kind: 'copyText', text: 'path' }), 'copy path');
  for (const row of [3, 2 ** 40]) assert.equal(await ask(copyOf(row)), undefined);
  assert.equal(await ask({ kind: 'openCell', ...at, row: 0, column: 4 }), undefined);
  assert.equal(await ask({ kind: 'copyPart', ...at, invocation: 9, part: 'log' }), undefined);
  assert.equal(await ask(copyOf(0, 4)), undefined);
});

test('cancel once and only while it runs, again only after', async () => {
  const { controller, posted } = record();
  const { request: asked, calls } = request();
  const sink = controller.beginRun(asked);
  await controller.receive({ kind: 'runAgain', runId: 1 });
  await controller.receive({ kind: 'cancel', runId: 1 });
  await controller.receive({ kind: 'cancel', runId: 1 });
  assert.deepEqual(calls, ['cancel']);
  assert.deepEqual(posted.at(-1), { kind: 'cancelling', runId: 1 });
  void sink.onEvent({ kind: 'finished', ms: 1, reason: 'cancelled' });
  await controller.receive({ kind: 'cancel', runId: 1 });
  await controller.receive({ kind: 'runAgain', runId: 1 });
  assert.deepEqual(calls, ['cancel', 'runAgain']);
});

test('reveal tells where in the script the statement starts', async () => {
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
  await controller.receive({ kind: 'reveal', runId: 1, statement: 1 });
  await controller.receive({ kind: 'reveal', runId: 1, statement: 2 });
  assert.deepEqual(calls, ['reveal 100 SELECT 2']);
});

test('a fault of the webview is logged', async () => {
  const { controller, done: seen } = record();
  await controller.receive({ kind: 'fault', message: 'boom' });
  assert.deepEqual(seen, ['warn result panel failed {"error":"boom"}']);
});

const text = (length: number) => done([{ name: 'a', type: 'text' }], [['x'.repeat(length)]]);
const keptRows = (posted: readonly ToWebview[]) => {
  const kept = new Map<number, readonly [number, boolean]>();
  for (const message of posted) {
    if (message.kind !== 'statement' || !message.statement.result) continue;
    const { rowsKept, released } = message.statement.result;
    kept.set(message.statement.index, [rowsKept, released]);
  }
  return [...kept.values()];
};

test('over the bound the oldest rows are released, the newest never', async () => {
  const { controller, posted } = record({ rows: { ...ROW_LIMITS, memory: 100 } });
  runAll(controller, [
    ['SELECT 1', text(60)],
    ['SELECT 2', text(30)],
    ['SELECT 3', text(500)],
  ]);
  assert.deepEqual(keptRows(posted), [
    [0, true],
    [0, true],
    [1, false],
  ]);
  await controller.dispose();
});

test('what fits is kept', async () => {
  const { controller, posted } = record({ rows: { ...ROW_LIMITS, memory: 100 } });
  runAll(controller, [
    ['SELECT 1', text(60)],
    ['SELECT 2', text(40)],
  ]);
  assert.deepEqual(keptRows(posted), [
    [1, false],
    [1, false],
  ]);
  await controller.dispose();
});

test('rows are there while the statement runs, and stay when it fails', async () => {
  const { controller, posted } = record();
  const columns = [{ name: 'a', type: 'text' }];
  const sink = controller.beginRun(request().request);
  void sink.onEvent({ kind: 'statementStarted', index: 0, sql: 'SELECT …', start: 0 });
  void sink.onEvent(rowsOf(0, columns, [['1']]));
  const ask = async (): Promise<unknown> => {
    posted.length = 0;
    await controller.receive({ kind: 'fetchRows', ...at, requestId: 1, start: 0, end: 9, arranged: false });
    return posted[0];
  };
  assert.deepEqual(await ask(), { kind: 'rows', requestId: 1, rows: [['1']] });
  void sink.onEvent(rowsOf(0, columns, [['2']]));
  assert.deepEqual(await ask(), { kind: 'rows', requestId: 1, rows: [['1'], ['2']] });
  const failure = { message: 'the connection to the server was lost' };
  const [end] = ended(0, { kind: 'failed', sql: '', ms: 1, notices: [], failure });
  assert.ok(end);
  void sink.onEvent(end);
  const last = posted.at(-1);
  assert.ok(last?.kind === 'statement');
  assert.deepEqual([last.statement.result?.rowsKept, last.statement.failure], [2, failure]);
  assert.deepEqual(await ask(), { kind: 'rows', requestId: 1, rows: [['1'], ['2']] });
  await controller.dispose();
});

test('export takes the rows that are kept, and says where they are not all', async () => {
  const { controller, done: seen } = record();
  const ask = async (): Promise<string | undefined> => {
    seen.length = 0;
    await controller.receive({ kind: 'exportRows', runId: 1, statement: 0 });
    return seen[0];
  };
  runAll(controller, [['SELECT 1', text(3)]]);
  assert.equal(await ask(), 'export orders.sql 1 undefined');
  const other = record();
  runAll(other.controller, [['SELECT 1', done([{ name: 'a', type: 'text' }], [['x']], { truncated: true })]]);
  await other.controller.receive({ kind: 'exportRows', runId: 1, statement: 0 });
  assert.match(
    other.done[0] ?? '',
    /^export orders\.sql 1 Only the first 1 rows are here: that is the row limit\./,
  );
});

const of = (file: string, folder = 'w') =>
  request({ title: file, source: { key: `file:///${folder}/${file}`, place: `${folder}/${file}` } }).request;
const lastTabs = (posted: readonly ToWebview[]) => {
  const last = posted.findLast((message) => message.kind === 'tabs');
  assert.ok(last?.kind === 'tabs');
  return { ...last, tabs: last.tabs.map(({ runId, label, phase }) => `${runId} ${label} ${phase}`) };
};

test('each editor keeps its newest run; what happens to one is never told of another', async () => {
  const { controller, posted } = record();
  const first = controller.beginRun(of('a.sql'));
  const second = controller.beginRun(of('b.sql'));
  assert.deepEqual(lastTabs(posted).tabs, ['1 a.sql running', '2 b.sql running']);
  assert.equal(lastTabs(posted).front, 2);
  posted.length = 0;
  void first.onEvent({ kind: 'statementStarted', index: 0, sql: 'SELECT 1', start: 0 });
  void first.onEvent({ kind: 'output', text: 'of the first\n' });
  void first.onEvent(rowsOf(0, [{ name: 'a', type: 'text' }], [['1']]));
  assert.equal(posted.length, 0);
  void first.onEvent({ kind: 'finished', ms: 1, reason: 'failed' });
  assert.deepEqual(lastTabs(posted).tabs, ['1 a.sql failed', '2 b.sql running']);
  assert.equal(posted.length, 1);
  void second.onEvent({ kind: 'output', text: 'of the second\n' });
  await controller.receive({ kind: 'showRun', runId: 1 });
  const shown = posted.at(-1);
  assert.ok(shown?.kind === 'run' && shown.run);
  assert.deepEqual([shown.run.title, shown.run.output], ['a.sql', [{ text: 'of the first\n' }]]);
  assert.equal(shown.run.statements[0]?.result?.rowsKept, 1);
});

test('a run that is not in front is cancelled by its own button, and answers about its rows', async () => {
  const { controller, posted } = record();
  const { request: asked, calls } = request({ source: of('a.sql').source });
  const sink = controller.beginRun(asked);
  void sink.onEvent({ kind: 'statementStarted', index: 0, sql: 'SELECT 1', start: 0 });
  void sink.onEvent(rowsOf(0, [{ name: 'a', type: 'text' }], [['1']]));
  controller.beginRun(of('b.sql'));
  await controller.receive({ kind: 'cancel', runId: 1 });
  await controller.receive({ kind: 'fetchRows', ...at, requestId: 4, start: 0, end: 9, arranged: false });
  assert.deepEqual(calls, ['cancel']);
  assert.deepEqual(posted.at(-1), { kind: 'rows', requestId: 4, rows: [['1']] });
});

test('the editor that gets the focus brings its run to the front, once, and only if it has one', () => {
  const { controller, posted } = record();
  controller.beginRun(of('a.sql'));
  controller.beginRun(of('b.sql'));
  posted.length = 0;
  controller.showSource(of('b.sql').source.key);
  controller.showSource(of('c.sql').source.key);
  assert.equal(posted.length, 0);
  controller.showSource(of('a.sql').source.key);
  assert.deepEqual(
    posted.map(({ kind }) => kind),
    ['tabs', 'run'],
  );
  assert.equal(lastTabs(posted).front, 1);
});

test('files of one name are told apart by their folders', () => {
  const { controller, posted } = record();
  for (const one of [of('a.sql'), of('a.sql', 'other'), of('b.sql')]) controller.beginRun(one);
  assert.deepEqual(lastTabs(posted).tabs, [
    '1 a.sql (w/a.sql) running',
    '2 a.sql (other/a.sql) running',
    '3 b.sql running',
  ]);
});

test('too many: the one that was in front longest ago is closed, which is said; what runs never is', () => {
  const { controller, posted } = record({ runs: 2 });
  const sinks = ['a.sql', 'b.sql', 'c.sql'].map((file) => controller.beginRun(of(file)));
  assert.equal(lastTabs(posted).tabs.length, 3);
  assert.equal(lastTabs(posted).givenUp, null);
  for (const sink of sinks) void sink.onEvent({ kind: 'finished', ms: 1, reason: 'completed' });
  controller.showSource(of('a.sql').source.key);
  controller.beginRun(of('d.sql'));
  const { tabs, givenUp } = lastTabs(posted);
  assert.deepEqual([tabs, givenUp], [['1 a.sql done', '4 d.sql running'], 'c.sql']);
  controller.beginRun(of('d.sql'));
  assert.equal(lastTabs(posted).givenUp, null);
});

test('a tab is closed when asked, but not while it runs', async () => {
  const { controller, posted } = record();
  controller.beginRun(of('a.sql'));
  const sink = controller.beginRun(of('b.sql'));
  await controller.receive({ kind: 'closeRun', runId: 2 });
  assert.equal(lastTabs(posted).tabs.length, 2);
  void sink.onEvent({ kind: 'finished', ms: 1, reason: 'completed' });
  await controller.receive({ kind: 'closeRun', runId: 2 });
  assert.deepEqual(lastTabs(posted), {
    kind: 'tabs',
    tabs: ['1 a.sql running'],
    front: 1,
    givenUp: null,
  });
  const shown = posted.at(-1);
  assert.equal(shown?.kind === 'run' && shown.run?.title, 'a.sql');
});

test('rows of all editors share one bound: those of the run that was in front longest ago go first', async () => {
  const { controller, posted } = record({ rows: { ...ROW_LIMITS, memory: 100 } });
  runAll(controller, [['SELECT 1', text(60)]], { request: of('a.sql') });
  runAll(controller, [['SELECT 1', text(60)]], { request: of('b.sql') });
  await controller.receive({ kind: 'showRun', runId: 1 });
  const shown = posted.at(-1);
  assert.ok(shown?.kind === 'run');
  assert.deepEqual(shown.run?.statements[0]?.result?.released, true);
  await controller.receive({ kind: 'fetchRows', ...at, requestId: 1, start: 0, end: 1, arranged: false });
  assert.equal(posted.at(-1)?.kind, 'run');
  await controller.dispose();
});

test('beside a call made directly stands what its statement came to through the database, if it was run', async () => {
  const { controller, posted } = record();
  const sql = "SELECT * FROM aws_lambda.invoke('f', '{}'::json)";
  runAll(controller, [[`${sql};`, done(OUT_COLUMNS, ROWS.slice(0, 1), { ms: 7 })]], { request: of('a.sql') });
  const beside = { source: of('a.sql').source.key, sql };
  const direct = { ...of('direct'), beside };
  const found = async (request: typeof direct) => {
    posted.length = 0;
    controller.beginRun(request);
    await controller.receive({ kind: 'ready' });
    // The rows are read from memory: their promises have settled by then.
    await new Promise((resolve) => setImmediate(resolve));
    const told = posted.findLast((message) => message.kind === 'beside');
    return told?.kind === 'beside' ? told.beside : undefined;
  };
  const shown = await found(direct);
  assert.deepEqual([shown?.connection, shown?.ms, shown?.invocation?.payload], ['sandbox', 7, '{"a":1}']);
  assert.equal(await found({ ...direct, beside: { ...beside, sql: 'SELECT 1' } }), undefined);
  assert.equal(await found({ ...direct, beside: { ...beside, source: 'other' } }), undefined);
  const failure = { message: 'invoke API failed' };
  runAll(controller, [[sql, { kind: 'failed', sql, ms: 1, notices: [], failure }]], { request: of('a.sql') });
  assert.deepEqual((await found(direct))?.failure, failure);
});
