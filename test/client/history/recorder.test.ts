import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { HISTORY_LIMITS } from '../../../client/history/entry';
import { readResults, readSummary, writeEntry } from '../../../client/history/entryFile';
import { RunRecorder } from '../../../client/history/recorder';
import { decodeInvocation, findInvocationTexts } from '../../../core/invocation/invocations';
import { INVOKE_COLUMNS, logOf, record, recordInvocation, REQUEST_ID } from '../../support/historyRuns';

const SECRET = 'hunter2';

/** As it comes back from its file. */
function reread(entry: ReturnType<typeof record>) {
  const [head = '', results = ''] = writeEntry(entry, HISTORY_LIMITS.entry).split('\n');
  return { summary: readSummary(head), results: readResults(results) };
}

describe('a run in the history', () => {
  test('has what ran, where, how it ended and what was invoked', () => {
    const { summary, results } = recordInvocation('{"greeting": "Hello"}');
    assert.equal(summary.title, 'hello.sql');
    assert.equal(summary.connection, 'Embedded cluster');
    assert.equal(summary.end, 'done');
    assert.deepEqual(
      summary.statements.map(({ functions, rowCount, command, ms }) => ({
        functions,
        rowCount,
        command,
        ms,
      })),
      [{ functions: ['greet'], rowCount: 1, command: 'SELECT 1', ms: 10 }],
    );
    assert.deepEqual(summary.statements[0]?.invocations, [
      {
        statusCode: 200,
        executedVersion: '$LATEST',
        report: {
          requestId: REQUEST_ID,
          durationMs: 2.5,
          billedDurationMs: 3,
          memorySizeMb: 128,
          maxMemoryUsedMb: 64,
          initDurationMs: null,
        },
      },
    ]);
    assert.equal(results.length, 1);
  });

  test('is the same when it is read from its file', () => {
    const entry = record({
      statements: [
        { sql: 'SELECT 1;', columns: [{ name: 'a', type: 'integer' }], rows: [['1'], [null]] },
        { sql: 'SELECT no;', failure: { sqlstate: '42703', message: 'no such column', offset: 7 } },
      ],
    });
    assert.deepEqual(reread(entry), entry);
  });

  test('of the bare Lambda has its request', () => {
    const direct = {
      functionName: 'f',
      region: undefined,
      qualifier: undefined,
      payload: `{"password": "${SECRET}"}`,
      context: undefined,
      invocationType: 'RequestResponse' as const,
      logType: 'Tail' as const,
    };
    const { summary } = record({ direct, statements: [{ sql: direct.payload }] });
    assert.deepEqual(summary.direct, { ...direct, payload: '{"password": "<secret>"}' });
  });

  test('in which nothing was sent is none', () => {
    const run = { id: 'x', startedAt: 0, title: '', connection: '', keepsResults: true };
    assert.equal(new RunRecorder(run, HISTORY_LIMITS).finish('cancelled', 1, []), undefined);
  });

  test('keeps only the parts that ran, not the rest of the file', () => {
    const text = `SELECT '${SECRET}'; SELECT 1; SELECT 2;`;
    const at = text.indexOf('SELECT 1');
    const spans = [{ start: at, end: at + 9 }];
    const { summary } = record({ script: { text, spans }, statements: [{ sql: 'SELECT 1;' }] });
    assert.equal(summary.text, 'SELECT 1;');
    assert.equal(summary.start, at);
  });

  test('without results has the figures all the same', () => {
    const { summary, results } = recordInvocation('{"a": 1}', { keepsResults: false });
    assert.deepEqual(results, []);
    assert.equal(summary.statements[0]?.invocations[0]?.statusCode, 200);
  });
});

describe('what is secret', () => {
  /** Nothing of it may be anywhere in what is written, in base64 neither. */
  function assertNoSecret(entry: ReturnType<typeof record>): void {
    const written = writeEntry(entry, HISTORY_LIMITS.entry);
    assert.ok(!written.includes(SECRET), written);
    for (const [base64] of written.matchAll(/[A-Za-z0-9+/]{16,}={0,2}/g))
      assert.ok(!Buffer.from(base64, 'base64').toString().includes(SECRET), base64);
  }

  test('is in no statement, error, payload, log or row', () => {
    const log = logOf(1, `connecting with password=${SECRET}`);
    const payload = `{"token": "${SECRET}", "body": "{\\"password\\": \\"${SECRET}\\"}"}`;
    const record1 = `(200,"${payload.replace(/["\\]/g, '$&$&')}",$LATEST,${log})`;
    assertNoSecret(
      record({
        statements: [
          { sql: `ALTER ROLE app PASSWORD '${SECRET}';` },
          { sql: `SELECT * FROM f();`, columns: INVOKE_COLUMNS, rows: [['200', payload, '$LATEST', log]] },
          { sql: `SELECT f();`, columns: [{ name: 'f', type: 'record' }], rows: [[record1]] },
          {
            sql: `SELECT * FROM users;`,
            columns: [
              { name: 'db_password', type: 'text' },
              { name: 'uri', type: 'text' },
            ],
            rows: [[SECRET, `postgres://u:${SECRET}@h/d`]],
          },
          {
            sql: `INSERT INTO users (password) VALUES ('${SECRET}');`,
            failure: {
              message: `bad "password": "${SECRET}"`,
              detail: `Key (password)=(${SECRET}) already exists.`,
              hint: `pwd=${SECRET}`,
              context: `SQL statement "ALTER ROLE a PASSWORD '${SECRET}'"`,
            },
          },
        ],
      }),
    );
  });

  test('is not kept either where the user hid it when it was asked for', () => {
    const failure = { message: `invalid input syntax for type integer: "${SECRET}"` };
    const entry = record({
      hidden: [SECRET],
      statements: [
        { sql: `SELECT :'code'`, columns: [{ name: 'code', type: 'text' }], rows: [[SECRET]] },
        { sql: `SELECT :'code'::int`, failure },
      ],
    });
    assertNoSecret(entry);
    assert.match(entry.summary.text, /:'code'/);
  });

  test('is not cut in two by a bound before it is seen', () => {
    const payload = `{"a": "${'x'.repeat(60)}", "password": "${SECRET}"}`;
    const log = logOf(1, `pwd=${SECRET}`);
    for (let cell = 60; cell < 110; cell++) {
      const limits = { cell, text: cell, statement: cell };
      const sql = `SELECT f('${payload}')`;
      const whole = `(200,"${payload.replaceAll('"', '""')}",$LATEST,${log})`;
      const columns = [...INVOKE_COLUMNS, { name: 'f', type: 'record' }];
      assertNoSecret(
        record({ limits, statements: [{ sql, columns, rows: [['200', payload, 'v', log, whole]] }] }),
      );
    }
  });

  test('leaves what is round it readable', () => {
    const { results } = record({
      statements: [
        {
          sql: 'SELECT 1',
          columns: INVOKE_COLUMNS,
          rows: [['200', '{"a":1,"pwd":"x"}', '7', logOf(1, 'pwd=x y')]],
        },
      ],
    });
    const [text] = findInvocationTexts(results[0]?.columns ?? [], results[0]?.rows ?? []);
    assert.ok(text);
    const { payload, log, report } = decodeInvocation(text);
    assert.deepEqual(payload, { a: 1, pwd: '<secret>' });
    assert.match(log ?? '', /^pwd=<secret> y$/m);
    assert.equal(report?.durationMs, 1);
  });

  test('is told of the text, which does not run any more', () => {
    const isStruck = (sql: string): boolean => record({ statements: [{ sql }] }).summary.isStruck;
    assert.deepEqual([`SELECT 1`, `ALTER ROLE a PASSWORD 'x'`].map(isStruck), [false, true]);
  });
});

describe('notices', () => {
  const said = (...messages: readonly string[]) =>
    messages.map((message) => ({ severity: 'NOTICE', message, detail: `about ${message}` }));

  test('are kept with what came back, also of a statement that gave no rows, and read again', () => {
    const notices = [{ severity: 'WARNING', message: 'slow', hint: 'Add an index.' }, ...said('one')];
    const entry = record({ statements: [{ sql: 'CALL p();', notices }, { sql: 'SELECT 1' }] });
    assert.deepEqual(entry.results, [
      { statement: 0, columns: [], rows: [], isCut: false, notices, noticesLeftOut: 0 },
    ]);
    assert.deepEqual(reread(entry), entry);
    assert.deepEqual(
      record({ statements: [{ sql: 'CALL p();', notices }], keepsResults: false }).results,
      [],
    );
  });

  test('of a failed statement are kept too, each text without its secrets', () => {
    const notices = [
      { severity: 'NOTICE', message: `password=${SECRET}`, detail: `t: ${SECRET}x`, hint: SECRET },
    ];
    const failure = { message: 'no' };
    const entry = record({ statements: [{ sql: 'CALL p();', notices, failure }], hidden: [SECRET] });
    assert.deepEqual(entry.results[0]?.notices, [
      { severity: 'NOTICE', message: 'password=<secret>', detail: 't: <secret>x', hint: '<secret>' },
    ]);
  });

  test('are bounded: how many of a statement, how long each, how much of a run', () => {
    const statements = [
      { sql: 'a', notices: said('1', '2', '3') },
      { sql: 'b', notices: said('x'.repeat(90), 'y') },
      { sql: 'c', notices: said('z') },
    ];
    const limits = { notices: 2, statement: 50, noticeText: 80 };
    const kept = record({ statements, limits }).results.map(({ notices = [], noticesLeftOut }) => [
      ...notices.map(({ message }) => message.length),
      `left out ${noticesLeftOut}`,
    ]);
    assert.deepEqual(kept, [[1, 1, 'left out 1'], ['left out 2'], ['left out 1']]);
  });
});

describe('a run for each row of a file', () => {
  const rows = {
    uri: 'file:///w/rows.csv',
    file: 'rows.csv',
    digest: 'd1',
    count: 3,
    stopsAtFailure: true,
  };

  test('has the file and the lines, and no value', () => {
    const sql = 'SELECT $1::int';
    const entry = record({
      rows,
      statements: [
        { sql, line: 2 },
        { sql, line: 3 },
      ],
    });
    assert.deepEqual(entry.summary.rows, rows);
    assert.deepEqual(
      entry.summary.statements.map(({ line }) => line),
      [2, 3],
    );
    assert.deepEqual(reread(entry), entry);
    assert.ok(!writeEntry(entry, HISTORY_LIMITS.entry).includes('41'));
  });

  test('names the line of a failure that comes behind all statements that are kept', () => {
    const sql = 'SELECT $1::int';
    const failed = { sql, line: 9, failure: { message: 'no' } };
    const { summary } = record({
      rows,
      limits: { statements: 2 },
      statements: [{ sql, line: 7 }, { sql, line: 8 }, failed],
    });
    assert.deepEqual(
      summary.statements.map(({ line, end }) => [line, end]),
      [
        [7, 'done'],
        [9, 'failed'],
      ],
    );
  });
});

describe('bounds', () => {
  test('of the text, the statements and the errors', () => {
    const long = `SELECT '${'x'.repeat(500)}'`;
    const { summary } = record({
      limits: { text: 100, statement: 50 },
      statements: [{ sql: long }, { sql: long, failure: { message: 'm'.repeat(500) } }],
    });
    assert.equal(summary.text.length, 100);
    assert.equal(summary.isCut, true);
    assert.deepEqual(
      summary.statements.map(({ sql, failure }) => [sql.length, failure?.message.length]),
      [
        [51, undefined],
        [51, 51],
      ],
    );
  });

  test('of the number of statements: the one that failed is kept', () => {
    const statements = Array.from({ length: 10 }, (_, at) => ({
      sql: `SELECT ${at}`,
      ...(at === 9 && { failure: { message: 'no' } }),
    }));
    const { summary } = record({ limits: { statements: 3 }, statements });
    assert.deepEqual(
      summary.statements.map(({ sql }) => sql),
      ['SELECT 0', 'SELECT 1', 'SELECT 9'],
    );
    assert.equal(summary.statementsLeftOut, 7);
  });

  test('of rows, cells and all rows of a run', () => {
    const columns = [{ name: 'a', type: 'text' }];
    const rows = Array.from({ length: 10 }, () => ['y'.repeat(30)]);
    const keep = (limits: object) => {
      const { results } = record({
        limits,
        statements: [
          { sql: 's', columns, rows },
          { sql: 't', columns, rows },
        ],
      });
      return results.map((result) => [result.rows.length, result.rows[0]?.[0]?.length, result.isCut]);
    };
    assert.deepEqual(keep({ rows: 4 }), [
      [4, 30, true],
      [4, 30, true],
    ]);
    assert.deepEqual(keep({ cell: 10 }), [
      [10, 11, true],
      [10, 11, true],
    ]);
    assert.deepEqual(keep({ results: 100 }), [[4, 30, true]]);
  });

  test('of a file: results that do not fit are left out, the summary stays', () => {
    const columns = [{ name: 'a', type: 'text' }];
    const entry = record({
      statements: [
        { sql: 's', columns, rows: [['ä'.repeat(100)]] },
        { sql: 't', columns, rows: [['ä'.repeat(3_000)]] },
      ],
    });
    const file = writeEntry(entry, 3_000);
    assert.ok(Buffer.byteLength(file) <= 3_000);
    const [head = '', results = ''] = file.split('\n');
    assert.deepEqual(readSummary(head), entry.summary);
    assert.equal(readResults(results)?.length, 1);
  });
});

test('the bounds are those that the documentation tells', () => {
  const { statements, rows, invocations, notices, noticeText } = HISTORY_LIMITS;
  const { cell, results, entry, total, pinned } = HISTORY_LIMITS;
  const text = readFileSync('docs/running.md', 'utf8');
  const count = (value: number): string => value.toLocaleString('en');
  const told = [
    `the first ${statements} statements`,
    `the first ${rows} rows and ${invocations} invocations`,
    `the first ${notices} notices (RAISE, NOTIFY) up to ${count(noticeText)} characters a run`,
    `${count(cell)} characters, of all a run returned ${count(results)}`,
    `${entry / 1e6} MB at most, those that are not pinned ${total / 1e6} MB`,
    `up to ${pinned}`,
  ];
  assert.deepEqual(
    told.filter((words) => !text.includes(words)),
    [],
  );
});

describe('a file', () => {
  test('of many long statements has the first of them', () => {
    const statements = Array.from({ length: 9 }, (_, at) => ({ sql: `SELECT ${at}, '${'x'.repeat(500)}'` }));
    const { summary } = record({ statements, limits: { text: 10 } });
    const [head = ''] = writeEntry({ summary, results: [] }, 3_000).split('\n');
    assert.ok(Buffer.byteLength(head) <= 3_000);
    const read = readSummary(head);
    assert.deepEqual([read?.statements.length, read?.statementsLeftOut], [3, 6]);
  });
});

describe('a file that is damaged', () => {
  const entry = recordInvocation('{}');
  const [head = '', results = ''] = writeEntry(entry, HISTORY_LIMITS.entry).split('\n');

  test('is not read, whatever is wrong with it', () => {
    const without = (name: string): string => JSON.stringify({ ...JSON.parse(head), [name]: undefined });
    const damaged = [
      '',
      '{',
      'null',
      '[]',
      '42',
      head.slice(0, -1),
      head.replace('"format":1', '"format":2'),
    ];
    for (const line of [...damaged, without('statements'), without('text'), head.replace('"done"', '"gone"')])
      assert.equal(readSummary(line), undefined, line);
    for (const line of ['', '{}', 'null', results.slice(0, -1), '[{}]', '[[]]'])
      assert.equal(readResults(line), undefined, line);
  });

  test('brings nothing along that it does not have', () => {
    const more = JSON.stringify({ ...JSON.parse(head), evil: 1, __proto__: 2 });
    assert.deepEqual(readSummary(more), entry.summary);
  });
});
