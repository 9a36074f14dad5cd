/** What we read as dynamic SQL, and the text that PostgreSQL makes of the same expression. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from 'pg';
import { readFragments } from '../../core/sql/bodies';
import { HOLE } from '../../core/sql/holes';
import { startPostgres, type Postgres } from '../support/postgres';
import type { GeneratedStatement } from '../support/callGenerator';
import { createRandom } from '../support/random';
import { SEED } from '../support/seed';
import { createOracle, findAllCalls } from '../support/verdictOracle';

const COUNT = 800;

const TEXTS = ['SELECT ', ' aws_lambda.invoke(', `'f'`, ', ', ')', '%', 'é\n', '\\', '😀', `''`, ''];
/** Of the row that the expression stands among. */
const VALUES = { a: `o'clock`, b: 'b\\n', n: '7' } as const;
const HOLES = [
  'a',
  'b',
  'a || n + 1 * 2',
  'upper(a || b)',
  '(a)',
  'n::text',
  'CASE WHEN n > 1 AND b = a THEN a ELSE a || b END',
  'quote_ident(a)',
  'chr(65 + n)',
];

/** Statements of PL/pgSQL that run a call, right and wrong ones. */
const EXECUTED = [
  `EXECUTE 'SELECT aws_lambda.invoke(''' || f || ''', ' || quote_literal(p) || ')'`,
  `EXECUTE 'SELECT aws_lambda.invoke(''' || f || ''', ' || quote_literal(p) || '::json)' INTO r`,
  `EXECUTE 'SELECT aws_lambda.invoke(' || quote_nullable(f) || ', ''{}''::json, ' || quote_nullable(NULL) || ')'`,
  `EXECUTE format('SELECT aws_lambda.invoke(%L, %L)', f, p)`,
  `EXECUTE format('SELECT aws_lambda.invoke(%L, %L::jsonb, context => %L::json)', f, p, p)`,
  `EXECUTE format('SELECT aws_lambda.invoke(%1$L, %2$L::json, qualifier => %1$L)', f, p)`,
  `EXECUTE 'SELECT aws_lambda.invoke($1, $2)' INTO r USING f, p`,
  `EXECUTE 'SELECT aws_lambda.invoke($1, $2)' USING f, '{}'`,
  `EXECUTE 'SELECT aws_lambda.invoke($1, $2)' USING v, '{}'::text`,
  `EXECUTE 'SELECT aws_lambda.invoke($1, $2::json, $3)' USING v, '{}', p`,
  `q := 'SELECT aws_lambda.invoke($1, ''{}'')'; EXECUTE q USING f`,
  `q := format('SELECT aws_lambda.invoke(%L, ''{}''::jsonb)', f); EXECUTE q INTO r`,
  `FOR r IN EXECUTE concat('SELECT * FROM aws_lambda.invoke(', chr(39), 'f', chr(39), ', ''{}''', ')') LOOP NULL; END LOOP`,
  // Of q, which is NULL, concat makes nothing.
  `EXECUTE concat('SELECT aws_lambda.invoke(''f''', ', ' || quote_literal(q), ', ''{}''::json)')`,
];

type Random = ReturnType<typeof createRandom>;

function writeLiteral(random: Random, text: string): string {
  switch (random.integer(3)) {
    case 0:
      return `$x$${text}$x$`;
    case 1:
      return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
    default:
      return `'${text.replaceAll("'", "''")}'`;
  }
}

function writeText(random: Random): string {
  const text = Array.from({ length: 1 + random.integer(3) }, () => random.pick(TEXTS)).join('');
  return writeLiteral(random, text);
}

function writeOperand(random: Random, depth: number): string {
  switch (random.integer(depth > 2 ? 4 : 8)) {
    case 0:
      return random.pick(HOLES);
    case 1:
      return random.pick([
        'quote_literal(a)',
        'quote_literal(n::text)',
        'quote_nullable(b)',
        'quote_nullable(NULL)',
      ]);
    case 2:
      return `chr(${random.pick([39, 10, 65, 32])})`;
    case 4:
      return `(${writeExpression(random, depth + 1)})`;
    case 5:
      return `concat(${writeExpression(random, depth + 1)}, ${random.pick(HOLES)})`;
    case 6:
      return writeFormat(random);
    case 7:
      return `${writeText(random)}::text`;
    default:
      return writeText(random);
  }
}

function writeFormat(random: Random): string {
  const parts = Array.from({ length: 1 + random.integer(4) }, () =>
    random.pick(['%s', '%L', '%I', '%%', '%2$L', '%-4s', '%1$*3$s', 'f(', ', ', `'a'`, ')']),
  );
  return `pg_catalog.format(${writeLiteral(random, parts.join(''))}, a, b, n, a, b, n)`;
}

function writeExpression(random: Random, depth = 0): string {
  const operands = Array.from({ length: 1 + random.integer(4) }, () => writeOperand(random, depth));
  return operands.join(' || ');
}

/** The first refusal that we find, in PostgreSQL's words. */
function findRefusal(sql: string): string | undefined {
  const messages = findAllCalls(sql).map(({ verdict }) =>
    'message' in verdict ? verdict.message : undefined,
  );
  return messages.find((message) => message !== undefined);
}

/** Whether what stands between the holes stands in the text too, in order: quotes round a hole are part of it. */
function fits(made: string, read: string): boolean {
  const between = read.split(new RegExp(`'?${HOLE}'?`));
  const [first = ''] = between;
  const last = between.at(-1) ?? '';
  if (between.length === 1) return made === read;
  let at = first.length;
  const isInOrder = between.slice(1, -1).every((part) => {
    const found = made.indexOf(part, at);
    at = found + part.length;
    return found >= 0;
  });
  return made.startsWith(first) && isInOrder && made.endsWith(last) && at + last.length <= made.length;
}

for (const version of [13, 15, 18] as const)
  describe(`PostgreSQL ${version}`, () => {
    let server: Postgres;
    let client: Client;
    before(async () => {
      server = await startPostgres({ version });
      client = new Client(server);
      await client.connect();
    });
    after(async () => {
      await client.end();
      await server.stop();
    });

    test('says the same of the calls in it', async () => {
      const oracle = await createOracle(server);
      const statements = EXECUTED.map((statement): GeneratedStatement => {
        const sql = `DO $do$ DECLARE f text := 'f'; p json := '{}'; v varchar(9) := 'a'; q text; r record; BEGIN ${statement}; END $do$`;
        return { sql, sent: sql, way: 'run', usesColumns: false };
      });
      const answers = await oracle.judgeAll(statements);
      await oracle.close();
      for (const [index, { sql }] of statements.entries())
        assert.equal(findRefusal(sql), answers[index]?.error?.message, sql);
      assert.ok(answers.filter(({ error }) => error).length > 5);
    });

    test(`makes the text that we read of ${COUNT} expressions, seed ${SEED}`, async () => {
      const random = createRandom(SEED + version);
      const { a, b, n } = VALUES;
      let known = 0;
      for (let count = 0; count < COUNT; count++) {
        const expression = writeExpression(random);
        const body = `BEGIN EXECUTE ${expression}; END`;
        const [, , fragment] = readFragments(`DO $body$${body}$body$`, { psql: false }, ['']);
        const { rows } = await client.query<{ made: string | null }>(
          `SELECT (${expression})::text AS made FROM (SELECT $1::text AS a, $2::text AS b, $3::int AS n) AS t`,
          [a, b, n],
        );
        const made = rows[0]?.made;
        assert.equal(typeof made, 'string');
        // An expression without a text of its own is no SQL to us.
        if (typeof made !== 'string' || !fragment) continue;
        known++;
        assert.ok(fits(made, fragment.text), `${expression}\n${fragment.text}\n${made}`);
      }
      assert.ok(known > COUNT / 2, `only ${known} were read`);
    });
  });
