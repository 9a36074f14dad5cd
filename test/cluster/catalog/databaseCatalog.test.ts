/** What a database declares is what its scripts said. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readDatabaseSchema } from '../../../cluster/catalog/databaseCatalog';
import type { Session } from '../../../cluster/session/session';
import type { Declaration } from '../../../core/schema/model';
import { createStubSql } from '../../support/lambdaStub';
import { startPostgres, type Postgres } from '../../support/postgres';
import { createProfile, openTestSession } from '../../support/session';

const SCHEMA = `
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('sad');
CREATE DOMAIN doc AS jsonb;
CREATE TYPE pair AS (a int, b json);
CREATE TABLE app.events (id bigint, payload json, m app.mood, d doc, gone int, code varchar(20)[]);
ALTER TABLE app.events DROP COLUMN gone;
CREATE VIEW seen AS SELECT payload FROM app.events;
CREATE FUNCTION f(a int, b text DEFAULT '', OUT c json) LANGUAGE sql AS $$ SELECT '{}'::json $$;
CREATE FUNCTION g() RETURNS TABLE (x int, y app.mood) LANGUAGE sql AS $$ SELECT 1, 'sad'::app.mood $$;
CREATE FUNCTION on_event() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER t AFTER INSERT ON app.events FOR EACH ROW EXECUTE FUNCTION on_event();
CREATE CAST (text AS json) WITH INOUT AS IMPLICIT;
`;

let server: Postgres;
let session: Session;
before(async () => {
  server = await startPostgres({ version: 15 });
  session = await openTestSession(createProfile(server));
  const request = { protocol: 'simple', rowLimit: 0, beyondLimit: 'discard' } as const;
  const made = await session.run({ ...request, text: `${createStubSql()}${SCHEMA}` }, () => undefined);
  assert.equal(made.kind, 'done');
});
after(async () => {
  await session.close();
  await server.stop();
});

test('tables, types, routines, triggers and casts, those of AWS aside', async () => {
  const read = await readDatabaseSchema(session);
  assert.ok(read.kind === 'read');
  const sorted = (all: readonly Declaration[]) => all.map((one) => JSON.stringify(sortKeys(one))).sort();
  const table = { kind: 'relation', is: 'table', temporary: false, bases: [] } as const;
  const routine = { kind: 'routine', is: 'function', returnsSet: false } as const;
  const parameter = { mode: 'in', hasDefault: false } as const;
  const app = (name: string) => ({ schema: 'app', name });
  const open = (name: string) => ({ schema: 'public', name });
  const expected: readonly Declaration[] = [
    { kind: 'type', name: app('mood'), is: 'enum', base: '' },
    { kind: 'type', name: open('doc'), is: 'domain', base: 'jsonb' },
    {
      ...table,
      name: open('pair'),
      is: 'composite',
      columns: [
        { name: 'a', type: 'integer' },
        { name: 'b', type: 'json' },
      ],
    },
    {
      ...table,
      name: app('events'),
      columns: [
        { name: 'id', type: 'bigint' },
        { name: 'payload', type: 'json' },
        { name: 'm', type: 'app.mood' },
        { name: 'd', type: 'public.doc' },
        { name: 'code', type: 'character varying(20)[]' },
      ],
    },
    { ...table, name: open('seen'), is: 'view', columns: [{ name: 'payload', type: 'json' }] },
    {
      ...routine,
      name: open('f'),
      parameters: [
        { ...parameter, name: 'a', type: 'integer' },
        { ...parameter, name: 'b', type: 'text', hasDefault: true },
        { ...parameter, name: 'c', type: 'json', mode: 'out' },
      ],
      returns: 'json',
    },
    {
      ...routine,
      name: open('g'),
      parameters: [
        { ...parameter, name: 'x', type: 'integer', mode: 'table' },
        { ...parameter, name: 'y', type: 'app.mood', mode: 'table' },
      ],
      returns: 'record',
      returnsSet: true,
    },
    { ...routine, name: open('on_event'), parameters: [], returns: 'trigger' },
    { kind: 'trigger', table: app('events'), routine: open('on_event') },
    { kind: 'cast', types: ['text', 'json'] },
  ];
  assert.deepEqual(sorted(read.schema.declarations), sorted(expected));
});

test('asking leaves no transaction behind', async () => {
  await readDatabaseSchema(session);
  assert.equal(session.transaction, 'none');
});

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, sortKeys(part)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
