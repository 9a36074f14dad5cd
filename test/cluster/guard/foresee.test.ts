import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { describeForeseen, type Foreseen } from '../../../core/guard/foreseen';
import { foresee } from '../../../cluster/guard/foresee';
import type { Session } from '../../../cluster/session/session';
import { createStubSql } from '../../support/lambdaStub';
import { startPostgres, type Postgres } from '../../support/postgres';
import { createProfile, openTestSession, run } from '../../support/session';

const SCHEMA = String.raw`
CREATE TABLE orders (id int PRIMARY KEY, city text);
INSERT INTO orders SELECT n, 'x' FROM generate_series(1, 1000) n;
CREATE TABLE quiet (id int, note text);
ANALYZE orders;
CREATE FUNCTION notify_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM "aws_lambda"."invoke"('on-order', to_json(NEW), NULL, 'Event'); RETURN NEW; END $$;
CREATE TRIGGER tell AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION notify_order();
CREATE TRIGGER never AFTER DELETE ON orders FOR EACH STATEMENT EXECUTE FUNCTION notify_order();
ALTER TABLE orders DISABLE TRIGGER never;
CREATE SCHEMA app;
CREATE FUNCTION app.ask(id int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE answer text; BEGIN SELECT payload INTO answer FROM aws_lambda.invoke('asks', to_json(id)); RETURN answer; END $$;
CREATE FUNCTION app.outer(id int) RETURNS text LANGUAGE sql AS 'SELECT app.ask(id)';
CREATE FUNCTION app.mentions() RETURNS text LANGUAGE sql AS 'SELECT ''we invoke nothing''::text';
CREATE VIEW calls AS SELECT (aws_lambda.invoke('from-view', '{}'::json)).status_code FROM orders;
CREATE VIEW calls_of_calls AS SELECT * FROM calls;
CREATE TABLE made (id int, answer text DEFAULT app.ask(1));
CREATE TABLE parted (id int) PARTITION BY LIST (id);
CREATE TABLE part PARTITION OF parted DEFAULT;
CREATE TRIGGER on_part AFTER INSERT ON part FOR EACH ROW EXECUTE FUNCTION notify_order();
`;

let server: Postgres;
let session: Session;
before(async () => {
  server = await startPostgres({ version: 15 });
  session = await openTestSession(createProfile(server));
  await run(session, createStubSql() + SCHEMA);
});
after(async () => {
  await session.close();
  await server.stop();
});

const ask = (sql: string) => session.ask(sql, () => undefined);

async function look(sql: string, inTransaction = false): Promise<Foreseen | undefined> {
  return foresee(sql, { ask, inTransaction });
}

async function lines(sql: string): Promise<readonly string[]> {
  const foreseen = await look(sql);
  return foreseen ? describeForeseen(foreseen).slice(0, -1) : [];
}

describe('invokes nothing', () => {
  for (const sql of [
    'SELECT * FROM orders',
    'INSERT INTO quiet VALUES (1)',
    "UPDATE quiet SET note = 'aws_lambda.invoke'",
    'DELETE FROM orders WHERE id = -1',
    'SELECT app.mentions()',
    "CREATE VIEW v AS SELECT aws_lambda.invoke('f', '{}'::json)",
    "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS $$ SELECT status_code FROM aws_lambda.invoke('f', '{}'::json) $$",
    "EXPLAIN SELECT aws_lambda.invoke('f', '{}'::json)",
    "EXPLAIN (ANALYZE off) SELECT aws_lambda.invoke('f', '{}'::json)",
    "PREPARE p AS SELECT aws_lambda.invoke('f', '{}'::json)",
    "SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'DryRun')",
    "SELECT aws_commons.create_lambda_function_arn('f')",
    'BEGIN',
    '',
  ]) {
    test(sql, async () => assert.equal(await look(sql), undefined));
  }
});

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  "SELECT * FROM aws_lambda.invoke('my-function', '{}'::json)": ['"my-function": synchronously, once.'],
  "SELECT * FROM aws_lambda.invoke(aws_commons.create_lambda_function_arn('arn:aws:lambda:eu-west-1:123456789012:function:by-arn:live'), '{}'::json, 'Event')":
    ['"by-arn": asynchronously, once.'],
  "SELECT (aws_lambda.invoke('f', '{}'::json)).*": [
    '"f": synchronously, 4 times: (…).* calls it once for every column.',
  ],
  "SELECT aws_lambda.invoke('f', to_json(o)) FROM orders o": [
    '"f": synchronously, once for every row, about 1,000 by PostgreSQL\'s estimate.',
  ],
  'SELECT r.* FROM orders o, LATERAL aws_lambda.invoke(o.city, to_json(o)) r': [
    "A function that a value names: synchronously or not, as a value decides, once for every row, about 1,000 by PostgreSQL's estimate.",
  ],
  "EXPLAIN (ANALYZE, VERBOSE) SELECT aws_lambda.invoke('f', '{}'::json)": ['"f": synchronously, once.'],
  "EXPLAIN ANALYZE SELECT aws_lambda.invoke('f', '{}'::json)": ['"f": synchronously, once.'],
  "DO $$ BEGIN PERFORM aws_lambda.invoke('f', '{}'::json); END $$": ['"f": synchronously, once.'],
  "DO $$ BEGIN FOR i IN 1..3 LOOP PERFORM aws_lambda.invoke('f', '{}'::json); END LOOP; END $$": [
    '"f": synchronously, as often as its loop runs.',
  ],
  'DO $$ BEGIN PERFORM app.ask(1); END $$': ['app.ask() comes to aws_lambda.invoke.'],
  'SELECT app.outer(1)': ['app."outer"() comes to aws_lambda.invoke.'],
  'SELECT * FROM calls_of_calls': ['The view calls_of_calls comes to aws_lambda.invoke.'],
  "UPDATE orders SET city = 'y'": [
    "The trigger tell of orders comes to aws_lambda.invoke, for every row that is changed, about 1,000 by PostgreSQL's estimate.",
  ],
  'INSERT INTO made (id) SELECT id FROM orders': [
    "The default of made.answer comes to aws_lambda.invoke, for every row inserted without a value, about 1,000 by PostgreSQL's estimate.",
  ],
  'INSERT INTO parted VALUES (1)': [
    "The trigger on_part of part comes to aws_lambda.invoke, for every row that is changed, about 1 by PostgreSQL's estimate.",
  ],
  "CREATE TABLE results AS SELECT aws_lambda.invoke('f', '{}'::json)": ['"f": synchronously, once.'],
};

describe('is told what would be invoked', () => {
  for (const [sql, expected] of Object.entries(EXPECTED)) {
    test(sql, async () => assert.deepEqual(await lines(sql), expected));
  }
});

test('a prepared statement is looked up', async () => {
  await run(session, "PREPARE later (int) AS SELECT aws_lambda.invoke('prepared', to_json($1));");
  assert.deepEqual(await lines('EXECUTE later (1)'), [
    '"prepared": synchronously or not, as a value decides, once.',
  ]);
});

test('a database that does not answer is no reason to believe that nothing is invoked', async () => {
  const silent = { ask: () => Promise.resolve(undefined), inTransaction: false };
  for (const sql of ['SELECT app.ask(1)', 'EXECUTE later (1)']) {
    const foreseen = await foresee(sql, silent);
    assert.match(foreseen ? describeForeseen(foreseen).join() : '', /did not say what else/, sql);
  }
  for (const sql of ['ROLLBACK', 'SET search_path TO app', 'BEGIN'])
    assert.equal(await foresee(sql, silent), undefined, sql);
});

test('a transaction is not put at risk by EXPLAIN', async () => {
  const foreseen = await look("SELECT aws_lambda.invoke('f', to_json(o)) FROM orders o", true);
  assert.equal(foreseen?.estimate, undefined);
});

test('what a dry run would be', async () => {
  const dryRun = async (sql: string) => (await look(sql))?.dryRun;
  assert.equal(
    await dryRun("SELECT * FROM aws_lambda.invoke('f', '{}'::json)"),
    "SELECT * FROM aws_lambda.invoke('f', '{}'::json, invocation_type => 'DryRun')",
  );
  assert.equal(
    await dryRun("SELECT * FROM aws_lambda.invoke('f', '{}'::json, NULL, 'Event')"),
    "SELECT * FROM aws_lambda.invoke('f', '{}'::json, NULL, 'DryRun')",
  );
  assert.equal(await dryRun('SELECT app.ask(1)'), undefined);
  assert.equal(await dryRun("DO $$ BEGIN PERFORM aws_lambda.invoke('f', '{}'::json); END $$"), undefined);
});
