import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeNode, endOf } from '../../../client/history/describeNode';
import { findAgain } from '../../../client/history/findAgain';
import type { KeptRun } from '../../../client/history/historyFiles';
import { formatAge } from '../../../client/history/moment';
import { childrenOf, nodeId, runOf, toRunNodes, type HistoryNode } from '../../../client/history/nodes';
import { toEvents } from '../../../client/history/replay';
import { searchRuns } from '../../../client/history/searchRuns';
import { toVisibleText } from '../../../core/invocation/visibleText';
import { INVOKE_COLUMNS, logOf, record, recordInvocation, type ToldRun } from '../../support/historyRuns';

const STARTED = new Date(2026, 10, 22, 5, 31, 2).getTime();
const NOW = STARTED + 5 * 60_000;

function keptRun(run: ToldRun, isPinned = false): KeptRun {
  return { summary: record({ startedAt: STARTED, ...run }).summary, isPinned };
}

const runNode = (run: KeptRun): HistoryNode => ({ kind: 'run', run });
const several: ToldRun = {
  statements: [
    { sql: 'SELECT 1;', columns: [{ name: 'a', type: 'integer' }], rows: [['1']] },
    {
      sql: `SELECT * FROM t, aws_lambda.invoke('greet', '{}'::json);`,
      columns: INVOKE_COLUMNS,
      rows: [
        ['200', '{}', '1', logOf(3)],
        ['500', '{}', '1', logOf(4)],
      ],
    },
    { sql: 'SELECT no;', failure: { sqlstate: '42703', message: 'column "no" does not exist' } },
  ],
};

describe('the tree', () => {
  test('has pinned runs first, and nothing below what says it all', () => {
    const runs = [keptRun({ statements: [{ sql: 'a' }] }), keptRun({ statements: [{ sql: 'b' }] }, true)];
    const nodes = toRunNodes(runs);
    assert.deepEqual(
      nodes.map(({ run }) => run.summary.text),
      ['b', 'a'],
    );
    assert.deepEqual(nodes.flatMap(childrenOf), []);
  });

  test('has statements below a script and invocations below a statement, each with its own id', () => {
    const root = runNode(keptRun(several));
    const statements = childrenOf(root);
    const invocations = statements.map(childrenOf);
    assert.deepEqual(
      invocations.map(({ length }) => length),
      [0, 2, 0],
    );
    assert.deepEqual(invocations.flat().map(endOf), ['done', 'failed']);
    const ids = [root, ...statements, ...invocations.flat()].map(nodeId);
    assert.equal(new Set(ids).size, 6);
  });
});

test('a statement of several stands for itself, and tells what was taken from it', () => {
  const secret = { sql: `ALTER ROLE a PASSWORD 'x';` };
  const root = runNode(keptRun({ statements: [{ sql: 'SELECT 1;' }, secret] }));
  const [one, other] = childrenOf(root).map(runOf);
  assert.deepEqual([one?.text, one?.isStruck], ['SELECT 1;', false]);
  assert.deepEqual([other?.text, other?.isStruck], ['ALTER ROLE a PASSWORD <secret>;', true]);
  assert.equal(runOf(root), root.run.summary);
});

describe('a node reads', () => {
  test('as what was called, how it went, when and where', () => {
    const { summary } = recordInvocation('{}', { startedAt: STARTED });
    const { label, description, tooltip, spoken } = describeNode(runNode({ summary, isPinned: true }), NOW);
    assert.equal(label, 'greet');
    assert.equal(description, '200 · 12.5 ms · 5 min ago · Embedded cluster · pinned');
    assert.equal(spoken, 'greet, succeeded, 200, 12.5 ms, 5 min ago, Embedded cluster, pinned');
    assert.match(
      tooltip,
      /^hello\.sql on Embedded cluster\n2026-11-22 05:31:02, 12\.5 ms\nLambda: greet\n\nSELECT \* FROM/,
    );
  });

  test('as its statement, its file, or its number', () => {
    const root = runNode(keptRun(several));
    const statements = childrenOf(root);
    const read = (node: HistoryNode | undefined) => {
      assert.ok(node);
      const { label, description } = describeNode(node, NOW);
      return `${label}: ${description}`;
    };
    assert.deepEqual([root, ...statements, childrenOf(statements[1] ?? root)[1]].map(read), [
      'hello.sql: 3 statements · 12.5 ms · 5 min ago · Embedded cluster',
      'SELECT 1;: 1 row · 10 ms',
      'greet: 2 invocations · 10 ms',
      'SELECT no;: failed 42703 · 10 ms',
      'Invocation 2: 500 · 4 ms',
    ]);
  });

  test('with nothing hidden in it, and in one line', () => {
    const run = keptRun({
      connection: 'prod\u202e',
      title: 'a\u0000\u200bb.sql',
      statements: [{ sql: 'SELECT\n\t\u202e1\u001b[31m' }],
    });
    const { label, description, tooltip, spoken } = describeNode(runNode(run), NOW);
    for (const text of [label, description, tooltip, spoken]) assert.equal(toVisibleText(text, '\n\t'), text);
    assert.equal(label, 'SELECT ‹U+202E›1␛[31m');
    assert.match(description, /prod‹U\+202E›/);
    assert.match(tooltip, /^a␀‹U\+200B›b\.sql on prod‹U\+202E›\n/);
  });

  test('with its age', () => {
    const ages = [0, 59_999, 60_000, 3_599_999, 3_600_000, 86_400_000, 2 * 86_400_000, 20 * 86_400_000];
    assert.deepEqual(
      ages.map((age) => formatAge(STARTED, STARTED + age)),
      ['just now', 'just now', '1 min ago', '59 min ago', '1 h ago', '1 day ago', '2 days ago', '2026-11-22'],
    );
  });
});

describe('search', () => {
  const runs = [
    keptRun({ statements: [{ sql: `SELECT aws_lambda.invoke('greet', '{}'::json)` }] }),
    keptRun({
      connection: 'Orders',
      statements: [{ sql: 'SELECT 1', failure: { sqlstate: '57014', message: 'Canceled by user' } }],
    }),
    keptRun({ title: 'report.sql', statements: [{ sql: 'SELECT 1' }] }),
  ];

  test('finds words of the statement, function, error, connection and file, all of them, in any case', () => {
    const found = (words: string) => searchRuns(runs, words).map((run) => runs.indexOf(run));
    assert.deepEqual(found(''), [0, 1, 2]);
    assert.deepEqual(found('GREET'), [0]);
    assert.deepEqual(found('57014'), [1]);
    assert.deepEqual(found('canceled select'), [1]);
    assert.deepEqual(found(' orders '), [1]);
    assert.deepEqual(found('report'), [2]);
    assert.deepEqual(found('select nowhere'), []);
    assert.deepEqual(found('.*'), []);
  });
});

describe('what ran is found again', () => {
  const find = (document: string, run: Partial<Parameters<typeof findAgain>[1]>) => {
    const found = findAgain(document, { text: '', start: 0, isStruck: false, isCut: false, ...run });
    return found && [found.start, document.slice(found.start, found.end)];
  };

  test('at its old place, else at the nearest', () => {
    assert.deepEqual(find('SELECT 1;\nSELECT 1;', { text: 'SELECT 1;', start: 10 }), [10, 'SELECT 1;']);
    assert.deepEqual(find('-- new\nSELECT 1;', { text: 'SELECT 1;', start: 0 }), [7, 'SELECT 1;']);
  });

  test('not where it has changed, or only its beginning is kept', () => {
    assert.equal(find('SELECT 2;', { text: 'SELECT 1;' }), undefined);
    assert.equal(find('SELECT 1;', { text: 'SELECT 1', isCut: true }), undefined);
    assert.equal(find('SELECT 1;', { text: '' }), undefined);
  });

  test('with its secret, where that still stands in the document', () => {
    const document = `SELECT 1;\nALTER ROLE a PASSWORD 'new';\nALTER ROLE b PASSWORD 'x';`;
    const kept = `ALTER ROLE b PASSWORD <secret>;`;
    assert.deepEqual(find(document, { text: kept, isStruck: true }), [39, `ALTER ROLE b PASSWORD 'x';`]);
    const whole = document.replace(`'new'`, '<secret>').replace(`'x'`, '<secret>');
    assert.deepEqual(find(document, { text: whole, isStruck: true }), [0, document]);
    assert.equal(find(kept.replace('b', 'c'), { text: kept, isStruck: true }), undefined);
  });
});

describe('shown again', () => {
  test('a run is the events that the panel knows, and says that it is from the history', () => {
    const entry = record(several);
    const events = toEvents(entry);
    assert.deepEqual(
      events.map(({ kind }) => kind),
      [
        ...['statementStarted', 'rows', 'statementEnded'],
        ...['statementStarted', 'rows', 'statementEnded'],
        ...['statementStarted', 'statementEnded'],
        ...['output', 'finished'],
      ],
    );
    const said = events.flatMap((event) => (event.kind === 'output' ? event.text : []));
    assert.match(
      said.join(''),
      /^From the history: this ran on Embedded cluster at .* Nothing was run now\.\n$/,
    );
    assert.deepEqual(events.at(-1), { kind: 'finished', ms: 12.5, reason: 'failed' });
  });

  test('notices stand where they stood, and rows at their lines', () => {
    const notices = [{ severity: 'NOTICE', message: 'one' }];
    const rows = { uri: 'file:///r.csv', file: 'r.csv', digest: 'd', count: 1, stopsAtFailure: true };
    const events = toEvents(record({ rows, statements: [{ sql: 'CALL p($1);', notices, line: 2 }] }));
    const [started, ended] = events;
    assert.deepEqual(started?.kind === 'statementStarted' && started.row, {
      file: 'r.csv',
      line: 2,
      values: '',
    });
    assert.deepEqual(ended?.kind === 'statementEnded' && ended.outcome.notices, notices);
  });

  test('what is not kept is said', () => {
    const told = (run: Partial<ToldRun>) =>
      toEvents(record({ ...several, ...run })).flatMap((event) =>
        event.kind === 'output' ? event.text : [],
      );
    assert.match(told({ keepsResults: false }).join(''), /What came back was not kept/);
    assert.match(told({ limits: { rows: 1 } }).join(''), /Of the rows of statement 2 the first 1 are kept/);
    const notices = [
      { severity: 'NOTICE', message: 'one' },
      { severity: 'NOTICE', message: 'two' },
    ];
    const noisy = told({ statements: [{ sql: 'CALL p();', notices }], limits: { notices: 1 } });
    assert.match(noisy.join(''), /Of the notices the first 1 are kept/);
    assert.match(told({ limits: { statements: 2 } }).join(''), /1 more statement ran than are kept/);
  });
});
