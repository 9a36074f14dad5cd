import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createScriptReader } from '../../../cluster/script/scriptReader';
import { startPostgres, type Postgres } from '../../support/postgres';
import { asPsqlPrints, runPsql } from '../../support/psql';
import { createRandom, type Random } from '../../support/random';
import { makeFolder, writeFiles } from '../../support/sandbox';
import { createProfile, openTestSession, run } from '../../support/session';

let server: Postgres;
before(async () => {
  server = await startPostgres({ version: 15 });
});
after(() => server.stop());

/** The same script, a new session each. */
async function compare(script: string, name = script, folder?: string): Promise<void> {
  const expected = await runPsql(server, script, folder);
  const session = await openTestSession(createProfile(server, { rowLimit: 0 }));
  // As `psql -q` does.
  session.variables.set('QUIET', 'on');
  const readScript = createScriptReader(folder ?? process.cwd());
  const ours = asPsqlPrints(
    await run(session, script, { stopOnError: false, readScript, showsAsPsql: true }),
  );
  await session.close();
  assert.deepEqual(ours, expected, name);
}

const SCRIPTS: Readonly<Record<string, string>> = {
  'variables in every form, and where there are none': String.raw`
\set v it's
\set v 'it''s a \\ "test"'
\set n 42
SELECT :'v', :n, :{?v}, :{?nope}, ':n :''v''', $$ :n :'v' $$, $x$ :n $x$, E'\':n', U&':n', "a" FROM (SELECT 1 AS "a") s -- :n
  /* :n /* :n */ :'v' */;
SELECT 1 AS :"v";
SELECT :nope;
SELECT :'nope';
SELECT ARRAY[1,2,3][1:2], '1'::int, 5::text;
SELECT :n::text || :'n'::text;
SELECT :'v'
  :n;
`,
  'values that are SQL': String.raw`
\set two 'SELECT 1; SELECT 2;'
:two
SELECT 3;
\set a ':b'
\set b '7'
SELECT :a;
\set b ':a'
SELECT ':a', :'a';
SELECT :a;
\set list '1, 2'
SELECT * FROM (VALUES (:list)) v;
\set table 'pg_am WHERE amname = ''btree'''
SELECT amname FROM :table;
`,
  gset: String.raw`
SELECT 1 AS a, 'x y' AS b, NULL AS c \gset
\echo :a :b :c :{?c}
\set c there
SELECT NULL AS c, 2 AS a \gset
\echo :a :c
SELECT 5 AS a \gset pre_
\echo :pre_a
SELECT 1 AS a, 2 AS a \gset
\echo :a
SELECT 1 WHERE false \gset
SELECT generate_series(1, 2) AS a \gset
SELECT 1 AS "no name", 2 AS never \gset
\echo :{?never}
SELECT 9 AS "ON_ERROR_STOP", 8 AS after \gset
\echo :after
CREATE TEMP TABLE t (a int) \gset
SELECT ROW('my-function', 'us-west-2') AS arn \gset
SELECT :'arn';
SELECT 10 AS ten;
\gset
\echo :ten
SELECT 12 AS twelve;
/* a block comment is a query to psql */
\g
\g
SELECT 13 AS thirteen;
-- a line comment is not
\g
\set p x_
SELECT 11 AS eleven \gset :p
\echo :x_eleven
SELECT 'a\b''c' AS w \gset
SELECT :'w', :'w' = 'a\b''c';
`,
  'set, unset, echo': String.raw`
\set a 'one' two "three" :a 'fo''ur'
\echo :a
\set a
\echo [:a] :{?a}
\unset a
\echo [:a] :{?a}
\set bad-name x
\unset
\set x 'tab\there\nline\101\x42\q'
\echo :x
\echo -n no newline
\echo '-n' quoted
\echo a   b 'c   d' "e  f" :'x' ':x' ":x"
\echo one \echo two
\echo one \\ SELECT 'after';
\set é 5
SELECT :é;
\qecho to the query output
\set u 'unterminated
SELECT 'goes on';
\unset x y
\echo :x
`,
  conditions: String.raw`
\if true
  \echo 1
  \if no
    \echo never
    SELECT 1/0;
    \watch
  \elif 1
    \echo 2
  \else
    \echo never
  \endif
\elif true
  \echo never
\else
  \echo never
\endif
\set c off
\if :c
  \echo never
\elif :{?c}
  \echo 3
\endif
\if maybe
  \echo never
\else
  \echo 4
\endif
\else
\elif 1
\endif
SELECT
\if false
  1,
\else
  2,
\endif
  3;
\if yes
\else
\else
\echo 5
\endif
\if 1
\echo 6
\elif 1
\elif 0
\endif
\if fal
\echo never
\else
\echo 7
\endif
\if
\echo never
`,
  'several commands in one message': String.raw`
SELECT 1 \; SELECT 2 \; SELECT 3;
SELECT 1 \; SELECT 1/0 \; SELECT 3;
BEGIN \; CREATE TEMP TABLE m (a int) \; COMMIT;
SELECT count(*) FROM m;
SELECT 4 \g
SELECT 5 AS v \; SELECT 6 AS v \gset
\echo :v
`,
  'what is left of a statement': String.raw`
SELECT 1
\echo in between
  + 1;
SELECT 1 \unset
  + 2;
SELECT 1, \set x 5
  :x;
SELECT 1
\r
SELECT 2;
SELECT 1 \echo mid
;
;;
-- only a comment
SELECT 'no semicolon at the end'`,
  'the variables about the last statement': String.raw`
SELECT 1 FROM generate_series(1, 3);
\echo :ERROR :SQLSTATE :ROW_COUNT
SELECT nope;
\echo :ERROR :SQLSTATE :ROW_COUNT
\echo :LAST_ERROR_SQLSTATE :LAST_ERROR_MESSAGE
CREATE TEMP TABLE t (a int);
\echo :ERROR :SQLSTATE :ROW_COUNT
INSERT INTO t VALUES (1), (2);
\echo :ERROR :ROW_COUNT
`,
  gexec: String.raw`
SELECT format('SELECT %s AS x, %L', n, 'it''s') , CASE n WHEN 2 THEN 'SELECT 1/0' END FROM generate_series(1, 3) n \gexec
\echo done :ERROR
`,
  copy: String.raw`
CREATE TEMP TABLE t (a int, b text);
COPY t FROM STDIN;
1	one
2	\N
3	a;b 'c :x
\.
SELECT * FROM t;
COPY t TO STDOUT;
COPY (SELECT 'é😀') TO STDOUT;
COPY t FROM STDIN (FORMAT csv);
4,"multi
line"
\.
SELECT count(*) FROM t;
`,
  'ON_ERROR_STOP in the script': String.raw`
\set ON_ERROR_STOP on
SELECT 1;
SELECT nope;
SELECT 'never';
`,
  'AUTOCOMMIT off': String.raw`
\set AUTOCOMMIT off
CREATE TABLE kept (a int);
COMMIT;
INSERT INTO kept VALUES (1);
ROLLBACK;
SELECT count(*) FROM kept;
SELECT nope;
SELECT 'never: the transaction has failed';
ROLLBACK;
VACUUM kept;
VACUUM (ANALYZE) kept;
REINDEX TABLE CONCURRENTLY kept;
CREATE INDEX CONCURRENTLY ON kept (a);
INSERT INTO kept VALUES (2);
VACUUM kept;
ROLLBACK;
SELECT count(*) FROM kept \g
INSERT INTO kept VALUES (3) \; INSERT INTO kept VALUES (4);
COMMIT;
SELECT a FROM kept ORDER BY a;
DROP TABLE kept;
COMMIT;
`,
  'ON_ERROR_ROLLBACK on': String.raw`
\set ON_ERROR_ROLLBACK on
CREATE TEMP TABLE kept (a int);
BEGIN;
INSERT INTO kept VALUES (1);
SELECT nope;
INSERT INTO kept VALUES (2);
SAVEPOINT s;
INSERT INTO kept VALUES (3);
SELECT 1/0;
ROLLBACK TO s;
RELEASE s;
SELECT nope \gset
COMMIT AND CHAIN;
INSERT INTO kept VALUES (4);
SELECT nope;
COMMIT;
SELECT a FROM kept ORDER BY a;
SELECT nope;
SELECT 'still there';
\set AUTOCOMMIT off
INSERT INTO kept VALUES (5);
SELECT nope;
COMMIT;
SELECT a FROM kept ORDER BY a;
`,
  gdesc: String.raw`
SELECT 1 AS a, 2.5 AS b, 'x' AS "C c", '{1}'::int[] AS d, 1::numeric(3,1), now() \gdesc
CREATE TABLE never() \gdesc
SELECT nope \gdesc
SELECT $1::int \gdesc
SELECT $1, $2::date \gdesc
SELECT 1 \; SELECT 2 \gdesc
SELECT 'again' AS again;
\gdesc
SELECT count(*) FROM pg_class WHERE relname = 'never';
`,
  'getenv, conninfo, x, timing': String.raw`
\getenv a PATH
\getenv b NO_SUCH_VARIABLE
\getenv
\getenv a
\getenv b-d PATH
\getenv c PATH extra
\echo :{?a} :{?b} :{?c}
\conninfo
\x foo
\timing maybe
\x on extra
\x off;
\timing off
SELECT 1;
`,
  quit: String.raw`
SELECT 1;
\q
SELECT 'never';
`,
  'quit in the middle of a statement': String.raw`
SELECT 1 \q
SELECT 'never';
`,
  'quit in a branch': String.raw`
\if true
\q
\endif
`,
};

describe('a script prints what it prints in psql', () => {
  for (const [name, script] of Object.entries(SCRIPTS)) test(name, () => compare(script));
});

const FILES = {
  'inc.sql': String.raw`
SELECT 'inc', :'v';
\set v changed
SELECT nope;
\gset
\if true
  SELECT 'no semicolon at the end'
`,
  'sub/a.sql': '\\ir b.sql\n\\ir ../quits.sql\n\\i ./sub/b.sql\n\\ir sub/none.sql\n',
  'sub/b.sql': "SELECT 'b' AS b \\gset\nSELECT :'b', nope;\n",
  'quits.sql': "SELECT 'quits';\n\\q\nSELECT 'never';\n",
  'with space.sql': "\ufeffSELECT 'space';",
  'copies.sql': 'CREATE TEMP TABLE c (a int);\nCOPY c FROM STDIN;\n1\n2\n\\.\nSELECT count(*) FROM c;\n',
  'down.sql': String.raw`
\echo :n
SELECT :n - 1 AS n, :n > 1 AS more \gset
\if :more
  \i down.sql
\endif
\echo back
`,
  'stops.sql': 'SELECT nope;\nSELECT 1;\n',
};

const INCLUDING = {
  'files, nested, with variables and conditions': String.raw`
\set v 1
SELECT 'pending',
\i inc.sql;
  :'v';
\i ./sub/a.sql
\if false
  \i nope.sql
\else
  \include quits.sql
\endif
\g
SELECT 'goes on';
`,
  'what is no file': String.raw`
\i
\ir
\include
\include_relative
\i nofile.sql
\ir sub/nofile.sql
\i 'copies.sql;'
\i "with space.sql"
\i copies.sql/x
`,
  'a file with data for COPY': '\\i copies.sql\nSELECT a FROM c;\n',
  'a file that includes itself, until a condition says no': '\\set n 5\n\\i down.sql\n',
  'an error that ends all': '\\set ON_ERROR_STOP on\n\\i stops.sql\nSELECT 2;\n',
};

describe('included files run as in psql', () => {
  const folder = makeFolder();
  before(() => writeFiles(folder, FILES));
  for (const [name, script] of Object.entries(INCLUDING)) test(name, () => compare(script, name, folder));
});

const HOSTILE = [
  "it's",
  '\\',
  "\\'",
  '"',
  'a"b',
  ':x',
  "'; DROP TABLE t; --",
  'é😀',
  '$$',
  '/*',
  '--',
  ' ',
  'E',
  '%',
  '{',
  '(f,us-west-2)',
];
const NAMES = ['a', 'b', 'c_1', 'é', 'A', '9'];
const BENIGN = ['1', '42', "'text'", "'with :a inside'", ':safe', 'NULL', '1 + 1', '/* c */ 3', "E'\\\\'"];

function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function randomValue(random: Random): string {
  return Array.from({ length: 1 + random.integer(4) }, () => random.pick(HOSTILE)).join('');
}

function randomTerm(random: Random): string {
  const name = random.pick(NAMES);
  switch (random.integer(9)) {
    case 0:
      return `:'${name}'`;
    case 1:
      return `:{?${name}}`;
    case 2:
      return `'in quotes :${name} :''${name}'''`;
    case 3:
      return `$q$ :'${name}' :${name} $q$`;
    case 4:
      return `1 /* :${name} ' " $$ */`;
    case 5:
      return `:bare_${random.integer(3)}`;
    case 6:
      return `:'${name}'::text`;
    case 7:
      return `(SELECT 1 AS :"${name}")`;
    default:
      return `E'\\':${name}'`;
  }
}

test('a thousand random statements with random variables', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const random = createRandom(seed);
    const lines = [`\\set safe 3`];
    for (let step = 0; step < 100; step++) {
      const kind = random.integer(6);
      if (kind === 0) lines.push(`\\set ${random.pick(NAMES)} ${quoted(randomValue(random))}`);
      else if (kind === 1) lines.push(`\\set bare_${random.integer(3)} ${quoted(random.pick(BENIGN))}`);
      else if (kind === 2)
        lines.push(`SELECT ${randomTerm(random)} AS ${random.pick(['a', 'b', 'c_1'])} \\gset`);
      const terms = Array.from({ length: 1 + random.integer(3) }, () => randomTerm(random));
      lines.push(`SELECT ${terms.join(', ')};`, '\\echo :SQLSTATE');
    }
    await compare(lines.join('\n'), `seed ${seed}`);
  }
});
