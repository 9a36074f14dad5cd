import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formatExpanded } from '../../cli/run/expandedRows';
import { formatRows } from '../../cli/run/rowTable';
import type { Session } from '../../cluster/session/session';
import { startPostgres, type Postgres } from '../support/postgres';
import { printAligned } from '../support/psql';
import { createRandom } from '../support/random';
import { createProfile, openTestSession, run } from '../support/session';

let server: Postgres;
let session: Session;
before(async () => {
  server = await startPostgres({ version: 15 });
  session = await openTestSession(createProfile(server));
});
after(async () => {
  await session.close();
  await server.stop();
});

async function ours(sql: string): Promise<string> {
  const { outcomes } = await run(session, sql);
  assert.ok(outcomes[0]?.kind === 'done', JSON.stringify(outcomes));
  return formatRows(outcomes[0].columns, outcomes[0].rows);
}

const QUERIES: Readonly<Record<string, string>> = {
  'one row': "SELECT 1 AS a, 'text' AS b",
  'no rows': 'SELECT 1 AS number, 2 WHERE false',
  'numbers to the right, the rest to the left':
    "SELECT 1::int2, 22::int8 AS big, 1.50::numeric(10,2), 1e10::float8, 5::oid, '$1'::money, true, 'x', NULL, now() - now()",
  'lines in a cell':
    "SELECT E'one\\ntwo\\n' AS a, E'\\nx' AS b, 7 AS c, E'last\\n\\nline' AS d UNION ALL SELECT 'a', 'b', 8, 'c'",
  'wide characters and combining ones':
    "SELECT '日本語' AS 漢字, 'é' AS e, 'á' AS combining, 'ｈ' AS h UNION ALL SELECT 'x', 'yy', 'zzz', ''",
  'long header, short cells': 'SELECT 1 AS a_long_header, 2 AS b',
  'invoke as AWS prints it': `SELECT 200 AS status_code, '{"statusCode": 200, "body": "\\"Hello from Lambda!\\""}'::json AS payload, '$LATEST' AS executed_version, NULL AS log_result`,
};
/** psql's own output of `\gx` against ours. */
async function compareExpanded(sql: string): Promise<void> {
  const { outcomes } = await run(session, sql);
  assert.ok(outcomes[0]?.kind === 'done', JSON.stringify(outcomes));
  const printed = formatExpanded(outcomes[0].columns, outcomes[0].rows);
  assert.equal(printed, await printAligned(server, `${sql} \\gx`), sql);
}

const EXPANDED: Readonly<Record<string, string>> = {
  ...QUERIES,
  'a label with room for the cross, and then without': `SELECT 1 AS "${'n'.repeat(13)}", 2 AS b FROM generate_series(1, 101)`,
  'a name as long as the label': `SELECT 1 AS "${'n'.repeat(12)}"`,
  'lines and tabs in names and values':
    "SELECT 1 AS a, E'x\\nylong\\n' AS longer, E'tab\\there' AS \"two\nlines\", NULL AS n, E'\\n' AS \"three\nlines\n\"",
  'no columns': 'SELECT FROM generate_series(1, 2)',
};
for (const [name, sql] of Object.entries(EXPANDED)) {
  test(`prints what psql prints expanded: ${name}`, () => compareExpanded(sql));
}

for (const [name, sql] of Object.entries(QUERIES)) {
  test(`prints what psql prints: ${name}`, async () =>
    assert.equal(await ours(sql), await printAligned(server, sql)));
}

test('and so for random rows', async () => {
  const random = createRandom(7);
  const word = (): string =>
    Array.from({ length: random.integer(5) }, () =>
      random.pick(['a', '日', ' ', '\n', 'é', '-', '|', '+']),
    ).join('');
  for (let round = 0; round < 20; round++) {
    const width = 1 + random.integer(4);
    const rows = Array.from({ length: 1 + random.integer(4) }, () =>
      Array.from({ length: width }, (_, column) =>
        column % 2 === 0 ? `'${word()}'` : String(random.integer(10_000)),
      ),
    );
    const sql = `VALUES ${rows.map((row) => `(${row.join()})`).join()}`;
    assert.equal(await ours(sql), await printAligned(server, sql), sql);
    await compareExpanded(sql);
  }
});

test('nothing in a cell reaches the terminal as a command', async () => {
  const table = await ours('SELECT E\'\\x1b[31mred\\x07\\u202e\' AS "h\u001b]0;title\u0007"');
  assert.ok(
    [...table].every((char) => char === '\n' || char >= ' '),
    JSON.stringify(table),
  );
  assert.match(table, /␛\[31mred‹U\+0007›‹U\+202E›/);
});
