import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocument } from '../../../core/analysis';
import { findDeclarableNames, foldName } from '../../../core/schema/declarableNames';
import type { Declaration } from '../../../core/schema/model';
import { readSchema } from '../../../core/schema/readSchema';
import { createRandom } from '../../support/random';
import { SEED } from '../../support/seed';

const found = (sql: string): readonly string[] | undefined => {
  const names = findDeclarableNames(sql);
  return names && [...names].sort();
};

test('names of what is created stand behind its kind', () => {
  assert.deepEqual(found('CREATE TABLE IF NOT EXISTS shop.Orders (id int); SELECT created FROM t;'), [
    'orders',
  ]);
  assert.deepEqual(found('create or replace temp view v as select 1; CREATE INDEX i ON t (a)'), ['v']);
  assert.deepEqual(found('CREATE TYPE "Odd ""one"""; CREATE DOMAIN a . b AS text'), ['b', 'odd "one"']);
  assert.deepEqual(found('CREATE FUNCTION f(a text) RETURNS text AS $$ SELECT 1; $$ LANGUAGE sql'), ['f']);
  assert.deepEqual(found('SELECT 1'), []);
});

test('a trigger is found by its routine, a renamed table by both names', () => {
  const names = found(
    "CREATE TRIGGER t BEFORE INSERT ON a WHEN (new.b = ';') EXECUTE FUNCTION f(); ALTER TABLE x RENAME TO y",
  );
  for (const name of ['f', 'x', 'y']) assert.ok(names?.includes(name), name);
});

test('where a comment or a psql variable may hide a name, it can be any', () => {
  for (const sql of [
    'CREATE /* x */ TABLE t ()',
    'CREATE TABLE -- x\n t ()',
    'CREATE TABLE a -- x\n . b ()',
    'CREATE TABLE :name ()',
    'ALTER TABLE a /* ; */ RENAME TO b',
    "CREATE TRIGGER t BEFORE INSERT ON a WHEN (new.b = E'\\';') EXECUTE FUNCTION f()",
  ])
    assert.equal(found(sql), undefined, sql);
});

/** `%` is a name. */
const STATEMENTS = [
  'CREATE TABLE % ( a int )',
  'create temp table if not exists % . % ( % text )',
  'CREATE OR REPLACE VIEW % AS SELECT 1',
  'create materialized view % as select 1',
  'CREATE TYPE % AS ENUM ( )',
  'create domain % as text',
  'CREATE FUNCTION % . % ( a text ) RETURNS text LANGUAGE sql AS $$ SELECT 1; $$',
  'create procedure % ( ) language sql as $f$ create table % ( ) ; $f$',
  'CREATE TRIGGER % BEFORE INSERT ON % FOR EACH ROW EXECUTE FUNCTION % ( )',
  'create constraint trigger % after update on % execute procedure % . % ( )',
  'ALTER TABLE IF EXISTS ONLY % RENAME TO %',
  'alter foreign table % . % add column % int',
  'ALTER TYPE % RENAME ATTRIBUTE % TO %',
  'alter view % set schema %',
  'SET search_path TO %',
  'SELECT 1',
];
const NAMES = [
  'a',
  'b',
  'Ab',
  'é',
  'É',
  'a$b',
  '"a"',
  '"B c"',
  '"x;y"',
  '"p(q"',
  '"q""r"',
  'U&"d"',
  ':v',
  ':"v"',
];
const NOISE = [
  ...['-- x\n', '-- create table t ;\n', '/* ; */', '/* create */', '(', ')', '.', ';', ',', '\n', '\t', ''],
  ...[
    "';'",
    "'it''s'",
    "E'\\';'",
    '$$;$$',
    '"',
    "'",
    '\\gx\n',
    '::text',
    '=',
    '*',
    'create',
    'alter',
    'as',
    '%',
  ],
];

test('never fewer than reading finds, whatever the text', () => {
  const { pick, integer } = createRandom(SEED);
  const write = (piece: string): string => {
    const noise = integer(12) === 0 ? `${pick(NOISE)}${pick(['', ' '])}` : '';
    return `${noise}${piece}${pick([' ', ' ', ' ', ' ', ' ', ' ', '\n', ''])}`.replaceAll('%', () =>
      pick(NAMES),
    );
  };
  let told = 0;
  for (let round = 0; round < 20_000; round++) {
    const statements = Array.from({ length: 1 + integer(3) }, () => pick(STATEMENTS).split(' ').map(write));
    const sql = statements.map((pieces) => pieces.join('')).join(pick([';', ';\n', ' ; ']));
    const names = findDeclarableNames(sql);
    if (!names) continue;
    for (const declaration of readSchema(createDocument(sql)).declarations) {
      const name = nameOf(declaration);
      if (name === undefined) continue;
      told++;
      assert.ok(names.has(foldName(name)), `${name} in ${JSON.stringify(sql)}, seed ${SEED}, round ${round}`);
    }
  }
  assert.ok(told > 5_000, `${told} names`);
});

function nameOf(declaration: Declaration): string | undefined {
  switch (declaration.kind) {
    case 'cast':
      return undefined;
    case 'trigger':
      return declaration.routine.name;
    default:
      return declaration.name.name;
  }
}
