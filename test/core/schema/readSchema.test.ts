import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocument } from '../../../core/analysis';
import type { Declaration } from '../../../core/schema/model';
import { mergeSchemas, readSchema } from '../../../core/schema/readSchema';

function declared(sql: string): readonly Declaration[] {
  return readSchema(createDocument(sql)).declarations;
}

const NO_CHANGE = { added: [], changed: [], renamed: [] };
const TABLE = { kind: 'relation', is: 'table', temporary: false, columns: [], bases: [] } as const;

test('the columns of a table, whatever stands round them', () => {
  const sql = `
CREATE TABLE IF NOT EXISTS App."Events" (
  id bigserial PRIMARY KEY,
  payload jsonb NOT NULL DEFAULT '{}'::jsonb,
  "at" timestamp(3) with time zone DEFAULT now(),
  amount numeric(10, 2) CHECK (amount > 0),
  tags text[] COLLATE "C",
  plain,
  CONSTRAINT one UNIQUE (id, payload), PRIMARY KEY (id), LIKE other INCLUDING ALL
) INHERITS (a, b.c) PARTITION BY RANGE (id);`;
  assert.deepEqual(declared(sql), [
    {
      ...TABLE,
      name: { schema: 'app', name: 'Events' },
      columns: [
        { name: 'id', type: 'int8' },
        { name: 'payload', type: 'jsonb' },
        { name: 'at', type: 'timestamp(3) with time zone' },
        { name: 'amount', type: 'numeric(10, 2)' },
        { name: 'tags', type: 'text[]' },
        { name: 'plain', type: '' },
      ],
      bases: [{ name: 'other' }, { name: 'a' }, { schema: 'b', name: 'c' }],
    },
  ]);
});

test('tables made of others, of queries, for a session', () => {
  const sql = `
CREATE TABLE p PARTITION OF events FOR VALUES FROM (1) TO (2);
CREATE TEMP TABLE t (a int);
CREATE TABLE q (x) AS SELECT 1 WITH NO DATA;
CREATE OR REPLACE VIEW v AS SELECT a FROM t;
CREATE TYPE pair AS (a int, b json);`;
  assert.deepEqual(declared(sql), [
    { ...TABLE, name: { name: 'p' }, bases: [{ name: 'events' }] },
    { ...TABLE, name: { name: 't' }, temporary: true, columns: [{ name: 'a', type: 'int' }] },
    { ...TABLE, name: { name: 'q' }, columns: [{ name: 'x', type: '' }], query: 'SELECT 1' },
    { ...TABLE, name: { name: 'v' }, is: 'view', query: 'SELECT a FROM t' },
    {
      ...TABLE,
      name: { name: 'pair' },
      is: 'composite',
      columns: [
        { name: 'a', type: 'int' },
        { name: 'b', type: 'json' },
      ],
    },
  ]);
});

test('what ALTER does to columns', () => {
  const sql = `
ALTER TABLE ONLY t ADD COLUMN IF NOT EXISTS a varchar(3) NOT NULL, ADD b int, DROP c, ALTER COLUMN d TYPE json USING d::json, ADD CONSTRAINT e CHECK (a = b);
ALTER TABLE t RENAME COLUMN a TO z;
ALTER TABLE t RENAME TO u;
ALTER TABLE t SET SCHEMA app;
ALTER TABLE t OWNER TO x;
ALTER TYPE pair ADD ATTRIBUTE f text;`;
  const name = { name: 't' };
  assert.deepEqual(declared(sql), [
    {
      ...NO_CHANGE,
      kind: 'columns',
      name,
      added: [
        { name: 'a', type: 'varchar(3)' },
        { name: 'b', type: 'int' },
      ],
      changed: [
        { name: 'c', type: '' },
        { name: 'd', type: 'json' },
      ],
    },
    { ...NO_CHANGE, kind: 'columns', name, renamed: [{ from: 'a', to: 'z' }] },
    { ...TABLE, name: { name: 'u' }, bases: [name] },
    { ...TABLE, name: { schema: 'app', name: 't' }, bases: [name] },
    { ...NO_CHANGE, kind: 'columns', name: { name: 'pair' }, added: [{ name: 'f', type: 'text' }] },
  ]);
});

test('types, routines, triggers and what changes the rules', () => {
  const sql = `
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE span AS RANGE (subtype = int);
CREATE DOMAIN doc AS jsonb NOT NULL CHECK (true);
CREATE FUNCTION f(a int, OUT b text, c json DEFAULT '{}') RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$;
CREATE OR REPLACE FUNCTION g() RETURNS TABLE (x int, y app.mood) AS 'SELECT 1' LANGUAGE sql;
CREATE FUNCTION h() RETURNS SETOF events STABLE LANGUAGE sql AS '';
CREATE TRIGGER tr AFTER INSERT OR UPDATE OF a, b ON app.t FOR EACH ROW EXECUTE FUNCTION app.f();
CREATE CAST (text AS json) WITH INOUT AS IMPLICIT;
CREATE CAST (text AS jsonb) WITH INOUT AS ASSIGNMENT;`;
  const parameter = { mode: 'in', name: '', type: '', hasDefault: false };
  const routine = { kind: 'routine', is: 'function', parameters: [], returns: '', returnsSet: false };
  assert.deepEqual(declared(sql), [
    { kind: 'type', name: { name: 'mood' }, is: 'enum', base: '' },
    { kind: 'type', name: { name: 'span' }, is: 'other', base: '' },
    { kind: 'type', name: { name: 'doc' }, is: 'domain', base: 'jsonb' },
    {
      ...routine,
      name: { name: 'f' },
      parameters: [
        { ...parameter, name: 'a', type: 'int' },
        { ...parameter, mode: 'out', name: 'b', type: 'text' },
        { ...parameter, name: 'c', type: 'json', hasDefault: true },
      ],
      returns: 'text',
    },
    {
      ...routine,
      name: { name: 'g' },
      parameters: [
        { ...parameter, mode: 'table', name: 'x', type: 'int' },
        { ...parameter, mode: 'table', name: 'y', type: 'app.mood' },
      ],
      returnsSet: true,
    },
    { ...routine, name: { name: 'h' }, returns: 'events', returnsSet: true },
    { kind: 'trigger', table: { schema: 'app', name: 't' }, routine: { schema: 'app', name: 'f' } },
    { kind: 'cast', types: ['text', 'json'] },
  ]);
});

test('names without a schema belong to the one that the script has set', () => {
  const sql = `CREATE TABLE a (); SET search_path TO app, public; CREATE TABLE b (); SET search_path = public; CREATE TABLE c ();`;
  const names = declared(sql).map((declaration) => 'name' in declaration && declaration.name);
  assert.deepEqual(names, [{ name: 'a' }, { schema: 'app', name: 'b' }, { name: 'c' }]);
});

test('an edit elsewhere leaves the schema the same object', () => {
  const document = createDocument('CREATE TABLE t (a int);\nSELECT 1;\n');
  const before = readSchema(document);
  const typed = document.edit({ start: 30, end: 30, newText: 'x' });
  assert.equal(readSchema(typed), before);
  const changed = typed.edit({ start: 16, end: 17, newText: 'b' });
  assert.notEqual(readSchema(changed), before);
  assert.deepEqual(mergeSchemas([readSchema(changed), before]).declarations.length, 2);
});

test('half-typed declarations are read as far as they go', () => {
  for (const sql of [
    'CREATE',
    'CREATE TABLE',
    'CREATE TABLE t (',
    'CREATE TABLE t (a',
    'CREATE TABLE t (a int, b',
    'ALTER TABLE',
    'ALTER TABLE t ADD',
    'CREATE FUNCTION f(',
    'CREATE FUNCTION f(a int',
    'CREATE TYPE',
    'CREATE TRIGGER x',
    'CREATE VIEW v AS',
    'CREATE DOMAIN',
    'SET search_path',
    'CREATE TYPE x AS',
    'ALTER TYPE x RENAME',
  ])
    assert.ok(declared(sql).length <= 1, sql);
});
