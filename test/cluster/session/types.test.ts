/** Every type of PostgreSQL, exact to the last digit: as it comes, and back again from what an export wrote. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { exportRows, type FileFormatName } from '../../../cluster/export/exportRows';
import { quoteIdentifier, quoteLiteral } from '../../../cluster/psql/variables';
import { RowStore, ROW_STORE } from '../../../cluster/rows/rowStore';
import type { Session } from '../../../cluster/session/session';
import type { Column } from '../../../core/invocation/outcome';
import { startPostgres, type Postgres } from '../../support/postgres';
import { readByPsql } from '../../support/psql';
import { makeFolder } from '../../support/sandbox';
import { createProfile, openTestSession, rowsOf, run } from '../../support/session';
import { MADE_BY_SERVER, TYPE_SAMPLES } from '../../support/typeSamples';

let server: Postgres;
let session: Session;
/** Those of this server that text can be read as. */
let types: readonly string[];
before(async () => {
  server = await startPostgres({ version: 18 });
  session = await openTestSession(createProfile(server, { rowLimit: 0 }));
  types = (await ask(NAMES)).flatMap(([name]) => name ?? []);
});
after(async () => {
  await session.close();
  await server.stop();
});

const NAMES = `SELECT typname FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace
  AND typtype IN ('b', 'r', 'm', 'e') AND typname !~ '^_' ORDER BY typname`;

async function ask(sql: string) {
  const { outcomes, reason } = await run(session, sql);
  const last = outcomes.at(-1);
  assert.equal(reason, 'completed', last?.kind === 'failed' ? last.failure.message : '');
  return rowsOf(last);
}

/** The query's rows as the session has them and as psql prints them. */
async function compare(sql: string): Promise<void> {
  const { outcomes } = await run(session, sql);
  const rows = rowsOf(outcomes[0]);
  assert.ok(rows.length > 0, sql);
  assert.deepEqual(rows, await readByPsql(server, sql, rows[0]?.length ?? 0), sql);
}

const canRead = (name: string): boolean => !MADE_BY_SERVER.has(name);
const typeOf = (name: string): string => `pg_catalog.${quoteIdentifier(name)}`;
const ROWS = Math.max(...Object.values(TYPE_SAMPLES).map((samples) => samples.length));

test('there are samples of every type that text can be read as', () => {
  const unknown = types.filter((name) => canRead(name) && !TYPE_SAMPLES[name]);
  assert.deepEqual(unknown, []);
  assert.deepEqual(
    Object.keys(TYPE_SAMPLES).filter((name) => !types.includes(name)),
    [],
  );
});

test('what only the server makes, and a row of every catalog, is the text that psql prints', async () => {
  await ask(`CREATE TABLE measured AS SELECT n % 2 AS a, n % 4 AS b FROM generate_series(1, 100) n;
    CREATE STATISTICS s ON a, b FROM measured; ANALYZE measured`);
  await compare('SELECT ev_action FROM pg_rewrite LIMIT 3');
  await compare('SELECT stxdndistinct, stxddependencies, stxdmcv FROM pg_statistic_ext_data');
  const catalogs = await ask(
    `SELECT relname FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind IN ('r', 'v')
     AND relname !~ '^pg_(stat|locks|backend|shmem|aios|cursors|prepared_s|hba|ident|file|config)'`,
  );
  const queries = catalogs.map(([name]) => `SELECT t FROM pg_catalog.${name} t LIMIT 1`).join(';\n');
  const { outcomes } = await run(session, queries);
  const rows = outcomes.flatMap(rowsOf);
  assert.ok(rows.length > 30);
  assert.deepEqual(rows, await readByPsql(server, queries, 1));
});

test('types of the user: enum, domain, composite, range, and arrays of them', async () => {
  await ask(`CREATE TYPE "Mood" AS ENUM ('so, so', 'it''s "ok"', ''); CREATE DOMAIN cents AS numeric(20, 2);
    CREATE TYPE pair AS (a "Mood", b cents[]); CREATE TYPE cents_range AS RANGE (subtype = numeric);
    SELECT 1`);
  await compare(`SELECT 'it''s "ok"'::"Mood", ''::"Mood", ARRAY['so, so', NULL]::"Mood"[], 1::cents,
    ROW('', ARRAY[1, NULL]::cents[])::pair, ARRAY[ROW('so, so', NULL)::pair], '[1.50,2.00)'::cents_range,
    ROW(ROW(1, 'a,b"c\\d'), NULL), '[2:3][0:1]={{1,2},{3,4}}'::int[], '{}'::int[], ARRAY[ARRAY['{', '}'], ARRAY['NULL', '']]`);
});

describe('a table of every type', () => {
  const folder = makeFolder();
  const store = new RowStore({ folder, ...ROW_STORE });
  let columns: readonly Column[] = [];
  before(async () => {
    const named = types.filter(canRead);
    const own = named.map((name) => `${quoteIdentifier(name)} ${typeOf(name)}`);
    const arrays = named.map((name) => `${quoteIdentifier(`${name} []`)} ${typeOf(name)}[]`);
    await ask(`CREATE TABLE every (${[...own, ...arrays].join()}); SELECT 1`);
    const rowOf = (row: number): string => {
      const literals = named.map((name) => {
        const samples = TYPE_SAMPLES[name] ?? [];
        return row < samples.length ? `${quoteLiteral(samples[row] ?? '')}::${typeOf(name)}` : 'NULL';
      });
      return `(${[...literals, ...literals.map((literal, at) => `ARRAY[NULL, ${literal}]::${typeOf(named[at] ?? '')}[]`)].join()})`;
    };
    await ask(
      `INSERT INTO every VALUES ${Array.from({ length: ROWS }, (_, row) => rowOf(row)).join()}; SELECT 1`,
    );
    const { outcomes } = await run(session, 'TABLE every', {}, (event) =>
      event.kind === 'rows' ? store.add(event.rows, event.size) : undefined,
    );
    assert.ok(outcomes[0]?.kind === 'done');
    ({ columns } = outcomes[0]);
    await ask('CREATE TABLE again (LIKE every); SELECT 1');
  });
  after(() => store.close());

  test('is the text that psql prints', () => compare('TABLE every'));

  const WAYS: readonly (readonly [FileFormatName, (text: string) => string])[] = [
    ['csv', (text) => `COPY again FROM STDIN (FORMAT csv, HEADER);\n${text}\\.\n`],
    ['insert', (text) => text.replace('INTO table_name', 'INTO again')],
    [
      'jsonLines',
      (text) =>
        text
          .trimEnd()
          .split('\n')
          .map(
            (line) =>
              `INSERT INTO again SELECT * FROM json_populate_record(NULL::again, ${quoteLiteral(line)});`,
          )
          .join('\n'),
    ],
  ];
  for (const [format, restore] of WAYS) {
    test(`is read back the same from ${format}`, async () => {
      const path = join(folder, format);
      const signal = new AbortController().signal;
      const written = await exportRows(columns, store.scan(), {
        format,
        path,
        signal,
        onProgress: () => undefined,
      });
      assert.equal(written.kind, 'done');
      await ask(`TRUNCATE again;\n${restore(readFileSync(path, 'utf8'))}\n;SELECT 1;`);
      const [before, after] = [await ask('TABLE every'), await ask('TABLE again')];
      assert.equal(after.length, ROWS);
      for (const [row, cells] of before.entries())
        for (const [at, cell] of cells.entries()) assert.equal(after[row]?.[at], cell, columns[at]?.name);
    });
  }
});

test('a payload of 6 MB and a column of 50 MB come whole', async () => {
  const { outcomes } = await run(
    session,
    `SELECT ('"' || repeat('x', 6000000) || '"')::json, repeat('é', 25000000)`,
  );
  const [[payload, long] = []] = rowsOf(outcomes[0]);
  assert.equal(payload, `"${'x'.repeat(6_000_000)}"`);
  assert.equal(long?.length, 25_000_000);
  assert.equal(Buffer.byteLength(long), 50_000_000);
});
