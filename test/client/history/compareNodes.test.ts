import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareNodes, writeNode, type Compared } from '../../../client/history/compareNodes';
import type { HistoryEntry } from '../../../client/history/entry';
import { childrenOf, type HistoryNode } from '../../../client/history/nodes';
import { INVOKE_COLUMNS, logOf, record, recordInvocation } from '../../support/historyRuns';

const STARTED = new Date(2026, 10, 22, 5, 31, 2).getTime();

function compared(
  entry: HistoryEntry,
  choose = (node: HistoryNode): HistoryNode | undefined => node,
): Compared {
  const node = choose({ kind: 'run', run: { summary: entry.summary, isPinned: false } });
  assert.ok(node);
  return { node, results: entry.results };
}

/** The lines under a title. */
function linesOf(text: string, title: string): string[] {
  const lines = text.split('\n');
  const from = lines.indexOf(title);
  assert.ok(from >= 0, `no ${title} in:\n${text}`);
  const end = lines.findIndex((line, at) => at > from && line !== '' && !line.startsWith(' '));
  return lines.slice(from + 1, end < 0 ? undefined : end).filter(Boolean);
}

test('notices stand with their statement', () => {
  const notices = [
    { severity: 'WARNING', message: 'two\nlines', detail: 'd', hint: 'h' },
    { severity: 'NOTICE', message: 'x' },
  ];
  const entry = record({ statements: [{ sql: 'CALL p();', notices }], limits: { notices: 1 } });
  const text = writeNode(compared(entry));
  assert.deepEqual(linesOf(text, 'Notices'), [
    '  WARNING: two',
    '  lines',
    '  DETAIL: d',
    '  HINT: h',
    '  … 1 more notice not kept',
  ]);
  assert.ok(!text.includes('Rows\n'));
});

describe('one invocation', () => {
  test('is its run, its statement, its figures, its payload and its log', () => {
    const text = writeNode(
      compared(recordInvocation('{"b": 1, "a": {"n": 12345678901234567890}}', { startedAt: STARTED })),
    );
    assert.deepEqual(
      text.split('\n').filter((line) => /^\S/.test(line)),
      ['Run', 'Statement', 'Invocation', 'Payload', 'Log'],
    );
    assert.deepEqual(linesOf(text, 'Run'), [
      '  File                hello.sql',
      '  Connection          Embedded cluster',
      '  Started             2026-11-22 05:31:02',
      '  Result              done',
      '  Time                12.5 ms',
    ]);
    assert.deepEqual(linesOf(text, 'Invocation'), [
      '  Status              200 Answered',
      '  Version             $LATEST',
      '  Lambda time         2.5 ms',
      '  Init (cold start)   -',
      '  Billed              3 ms',
      '  Memory used         64 MB',
      '  Memory size         128 MB',
      '  Estimated cost      $0.00000021',
    ]);
    // As it came: members in their order, every digit.
    assert.deepEqual(linesOf(text, 'Payload'), [
      '  {',
      '    "b": 1,',
      '    "a": {',
      '      "n": 12345678901234567890',
      '    }',
      '  }',
    ]);
    assert.match(linesOf(text, 'Log')[0] ?? '', /^ {2}START RequestId: /);
  });

  test('shows what data has hidden, and no data passes for a title', () => {
    const payload = '"a\u202eb"\n\n';
    const text = writeNode(compared(recordInvocation(payload)));
    assert.deepEqual(linesOf(text, 'Payload'), ['  "a‹U+202E›b"']);
    const sql = 'SELECT 1\nPayload\n\u001b[2J';
    const other = writeNode(compared(record({ statements: [{ sql }] })));
    assert.deepEqual(linesOf(other, 'Statement').slice(-3), ['  SELECT 1', '  Payload', '  ␛[2J']);
  });

  test('without its payload says so', () => {
    assert.deepEqual(
      linesOf(writeNode(compared(recordInvocation('{}', { keepsResults: false }))), 'Payload'),
      ['  not kept'],
    );
  });
});

describe('two runs', () => {
  const one = compared(recordInvocation('{"greeting": "Hello"}', { startedAt: STARTED }, 2));
  const other = compared(recordInvocation('{"greeting": "Moin"}', { startedAt: STARTED }, 3));

  test('differ in the lines that differ, and numbers say by how much', () => {
    const { left, right } = compareNodes(one, other);
    const differing = left.split('\n').flatMap((line, at) => {
      const beside = right.split('\n')[at] ?? '';
      return line === beside ? [] : [[line.trim(), beside.trim()]];
    });
    assert.deepEqual(
      differing.filter(([line]) => !line?.startsWith('REPORT')),
      [
        ['Lambda time         2 ms', 'Lambda time         3 ms   (+1 ms, +50 %)'],
        ['Billed              2 ms', 'Billed              3 ms   (+1 ms, +50 %)'],
        ['Estimated cost      $0.00000020', 'Estimated cost      $0.00000021   (+$0.0000000021, +1 %)'],
        ['"greeting": "Hello"', '"greeting": "Moin"'],
      ],
    );
  });

  test('that are the same differ nowhere', () => {
    const { left, right } = compareNodes(one, one);
    assert.equal(left, right);
  });

  test('are compared though one failed, or the other way round', () => {
    const failure = { sqlstate: '38000', message: 'lambda invocation failed', detail: 'ARN\nmore' };
    const failed = compared(record({ statements: [{ sql: 'SELECT 1', failure }] }));
    assert.deepEqual(linesOf(compareNodes(one, failed).right, 'Error'), [
      '  38000 lambda invocation failed',
      '  DETAIL: ARN',
      '  more',
    ]);
  });
});

describe('of a run with several', () => {
  const entry = record({
    statements: [
      { sql: 'SELECT 1 AS a;', columns: [{ name: 'a', type: 'integer' }], rows: [['1'], [null]] },
      {
        sql: `SELECT * FROM t, aws_lambda.invoke('f', '{}'::json);`,
        columns: INVOKE_COLUMNS,
        rows: [
          ['200', '{"n": 1}', '1', logOf(3)],
          ['200', '{"n": 2}', '1', logOf(4)],
        ],
      },
    ],
  });

  test('all statements and invocations are there, by number', () => {
    const text = writeNode(compared(entry));
    assert.deepEqual(linesOf(text, 'Rows of statement 1'), ['  ["a"]', '  ["1"]', '  [null]']);
    assert.deepEqual(linesOf(text, 'Payload 2 of statement 2'), ['  {', '    "n": 2', '  }']);
  });

  test('two invocations are compared with one another', () => {
    const pick = (at: number) => (node: HistoryNode) => childrenOf(childrenOf(node)[1] ?? node)[at];
    const { left, right } = compareNodes(compared(entry, pick(0)), compared(entry, pick(1)));
    assert.deepEqual(linesOf(left, 'Payload'), ['  {', '    "n": 1', '  }']);
    assert.deepEqual(linesOf(right, 'Payload'), ['  {', '    "n": 2', '  }']);
    assert.match(right, /Lambda time {9}4 ms {3}\(\+1 ms, \+33 %\)/);
  });
});
