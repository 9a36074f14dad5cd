import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { toSquiggle } from '../../client/editor/squiggles';
import type { Session } from '../../cluster/session/session';
import { createStubSql } from '../support/lambdaStub';
import { startPostgres, type Postgres } from '../support/postgres';
import { createProfile, failureOf, openTestSession, run } from '../support/session';

// Faults made on a real server: the mark stands on the line that fails and says what to do.
let server: Postgres;
let session: Session;
before(async () => {
  server = await startPostgres({ version: 15 });
  session = await openTestSession(createProfile(server));
  await run(session, `${createStubSql()}\nCREATE TABLE orders (id int, note text);\nCREATE ROLE nobody;`);
});
after(async () => {
  await session.close();
  await server.stop();
});

/** A statement, the text that the mark begins with, and what its advice says. */
const CASES: readonly (readonly [row: string, sql: string, marked: string, says: RegExp])[] = [
  ['S1', "SELECT 1,\n  aws_lambda.invoke('f', '{}')", 'aws_lambda', /fits json and jsonb alike/],
  ['S2', "SELECT *\nFROM aws_lambda.invoke('f', concat('{', '}'))", 'aws_lambda', /The payload is text here/],
  ['S7', "SELECT\n aws_lambda.invoke('f', '{}'::json) ->> 'a'", '->>', /returns a whole record/],
  ['S10', "SELECT\n aws_lambda.invoke('f', '{}'::json, context => '{}'::jsonb)", 'aws_lambda', /./],
  ['S11', "SELECT\n aws_lambda.invoke('f', payload => '{}'::json, NULL)", 'NULL', /Name every argument/],
  ['S12', "CALL\n aws_lambda.invoke('f', '{}'::json)", 'aws_lambda', /a function, not a procedure/],
  ['S12', "SELECT\n aws_lambda.invoke_lambda('f', '{}', '')", 'aws_lambda', /one function to call Lambda/],
  ['S13', 'SELECT\n o.*::json FROM orders AS o', '::', /to_jsonb\(NEW\)/],
  ['S14', 'SELECT\n \'{"id": NEW.id}\'::json', `'{`, /NEW and OLD inside a quoted literal/],
  ['S15', "DO $$\nBEGIN PERFORM :'x'; END $$", ":'x'", /psql replaces :'name' neither inside/],
  ['S15', 'SELECT *,\n select 1', 'select', /leave the second select out/],
];

for (const [row, sql, marked, says] of CASES) {
  test(`${row}: ${sql.replaceAll('\n', ' ')}`, async () => {
    const { outcomes } = await run(session, sql);
    const { start, end, message } = toSquiggle(sql, 0, failureOf(outcomes[0]));
    assert.match(message, says);
    assert.ok(sql.slice(start, end).startsWith(marked), `${sql.slice(start, end)} is marked`);
  });
}

test('E2, E3, E4: what a role may not do', async () => {
  const call = "SELECT aws_lambda.invoke('f', '{}'::json);";
  const helper = "SELECT aws_commons.create_lambda_function_arn('f');";
  const { outcomes } = await run(
    session,
    `SET ROLE nobody; ${call} RESET ROLE; GRANT USAGE ON SCHEMA aws_lambda TO nobody;
     REVOKE ALL ON ALL FUNCTIONS IN SCHEMA aws_lambda FROM PUBLIC; SET ROLE nobody; ${call} ${helper} RESET ROLE;`,
    { stopOnError: false },
  );
  const advice = outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.failure.advice] : []));
  assert.deepEqual(
    advice.map((text) => /GRANT [^;]*;/.exec(text ?? '')?.[0]),
    [
      'GRANT USAGE ON SCHEMA aws_lambda TO your_role;',
      'GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO your_role;',
      'GRANT USAGE ON SCHEMA aws_commons TO your_role;',
    ],
  );
});
