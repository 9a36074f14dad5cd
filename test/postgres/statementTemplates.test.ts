/** The statements that completion offers: each runs on PostgreSQL as it comes, whatever is chosen, and has no problem. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from 'pg';
import type { InsertPart } from '../../server/features/completion/proposal';
import {
  DEFINITION_TEMPLATES,
  PLPGSQL_TEMPLATES,
  SQL_TEMPLATES,
} from '../../server/features/completion/statementTemplates';
import { createStubSql } from '../support/lambdaStub';
import { startPostgres, type Postgres } from '../support/postgres';
import { POSTGRES_VERSIONS } from '../support/postgresBinaries';
import { problemsOf } from '../support/rules';

const inBody = (text: string): string => `DO $body$\nDECLARE\n  answer json;\nBEGIN\n${text}\nEND;\n$body$;`;
const asItIs = (text: string): string => text;

const ALL = [
  ...[...SQL_TEMPLATES, ...DEFINITION_TEMPLATES].map((template) => ({ template, write: asItIs })),
  ...PLPGSQL_TEMPLATES.map((template) => ({ template, write: inBody })),
];

for (const version of POSTGRES_VERSIONS)
  describe(`PostgreSQL ${version}`, () => {
    let server: Postgres;
    let client: Client;
    before(async () => {
      server = await startPostgres({ version });
      client = new Client(server);
      await client.connect();
      await client.query(createStubSql());
      await client.query('CREATE SCHEMA master_dbo; CREATE TABLE my_table (n int)');
    });
    after(async () => {
      await client.end();
      await server.stop();
    });

    for (const { template, write } of ALL)
      test(`${template.title}${write === inBody ? ', in PL/pgSQL' : ''}`, async () => {
        for (const text of expand(template.insert).map(write)) {
          assert.deepEqual(problemsOf(text), [], text);
          await client.query('BEGIN');
          await client.query(text);
          // Whatever has been defined is used.
          await client.query('INSERT INTO my_table VALUES (1); UPDATE my_table SET n = 2');
          if (text.includes('lambda_wrapper')) await client.query("SELECT master_dbo.lambda_wrapper('{}')");
          await client.query('ROLLBACK');
        }
      });
  });

/** The text for every choice: the first ones, then each other. */
function expand(parts: readonly InsertPart[]): readonly string[] {
  const choices = parts.flatMap((part) => (typeof part === 'string' ? [] : (part.choices ?? [])));
  const write = (chosen: string | undefined): string =>
    parts
      .map((part) => {
        if (typeof part === 'string') return part;
        return part.choices?.find((choice) => choice === chosen) ?? part.placeholder;
      })
      .join('');
  return [...new Set([undefined, ...choices].map(write))];
}
