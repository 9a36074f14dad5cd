/**
 * Our verdicts on calls and PostgreSQL's own, compared on generated statements, on every version that Aurora has.
 * VERDICT_CALLS: how many calls in all (200,000) · VERDICT_VERSIONS: `13,18`.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createStatements, type GeneratedStatement } from '../support/callGenerator';
import { createColumnStatements } from '../support/columnGenerator';
import { startPostgres, type Postgres, type PostgresVersion } from '../support/postgres';
import { POSTGRES_VERSIONS } from '../support/postgresBinaries';
import { createRandom } from '../support/random';
import { SEED } from '../support/seed';
import { VERDICT_EXAMPLES } from '../support/verdictExamples';
import { compare, createOracle, type Oracle } from '../support/verdictOracle';

const CHOSEN = process.env['VERDICT_VERSIONS']?.split(',').map(Number);
const VERSIONS = POSTGRES_VERSIONS.filter((version) => CHOSEN?.includes(version) ?? true);
const CALLS = Math.ceil(Number(process.env['VERDICT_CALLS'] ?? 200_000) / VERSIONS.length / 2);
const BATCH = 400;
const MAX_SHOWN = 10;
/** Of the calls that may be undecided. */
const MOST_UNDECIDED = 1 / 100;

/** One server works while the other's answers are compared. */
describe('verdicts', { concurrency: 2 }, () => {
  for (const version of VERSIONS) describe(`PostgreSQL ${version}`, () => checkVersion(version));
});

interface Count {
  calls: number;
  statements: number;
  undecided: number;
  taken: number;
  takenUndecided: number;
}

function checkVersion(version: PostgresVersion): void {
  let server: Postgres;
  let oracle: Oracle;
  before(async () => {
    server = await startPostgres({ version });
    oracle = await createOracle(server);
  });
  after(async () => {
    await oracle.close();
    await server.stop();
  });

  test('agrees on the measured examples', async () => {
    const examples = VERDICT_EXAMPLES.filter(
      ([sql, verdict]) => verdict !== 'undecided' && !isReworded(sql, version),
    );
    const statements = examples.map(([sql]) => toStatement(sql));
    const answers = await oracle.judgeAll(statements);
    for (const [index, statement] of statements.entries()) {
      const answer = answers[index];
      assert.ok(answer);
      assert.equal(compare(statement, answer).outcome, 'agree', statement.sql);
    }
  });

  test(`agrees on ${CALLS} calls with any expressions, seed ${SEED}`, async (context) => {
    const generate = createStatements(createRandom(SEED + version), version);
    const counts = await compareAll(oracle, () => ({ ...generate(), kind: 'all' }));
    context.diagnostic(JSON.stringify(Object.fromEntries(counts)));
    const { statements, taken, takenUndecided } = totalOf(counts);
    assert.ok(taken > statements / 10, 'too few of the generated statements are right');
    assert.ok(takenUndecided <= taken * MOST_UNDECIDED, 'too many right statements are undecided');
  });

  test(`agrees on ${CALLS} calls with columns and variables, seed ${SEED}`, async (context) => {
    const counts = await compareAll(oracle, createColumnStatements(createRandom(SEED + version), version));
    const { statements, taken, undecided, calls } = totalOf(counts);
    context.diagnostic(JSON.stringify({ statements, taken, undecided, calls }));
    assert.ok(taken > statements / 10, 'too few of the generated statements are right');
    for (const [kind, count] of counts) {
      const share = `${count.undecided} of ${count.calls} calls are undecided: ${kind}`;
      assert.ok(count.undecided <= Math.max(1, count.calls * MOST_UNDECIDED), share);
    }
  });
}

/** Version 13 refuses these too, in other words. */
function isReworded(sql: string, version: PostgresVersion): boolean {
  return version < 14 && /^CALL| AS (?:t ?)?\(\w+ (?:int|text)/.test(sql);
}

/** By the kinds of the statements. */
async function compareAll(
  oracle: Oracle,
  generate: () => GeneratedStatement & { readonly kind: string },
): Promise<ReadonlyMap<string, Count>> {
  const counts = new Map<string, Count>();
  const differences: string[] = [];
  while (totalOf(counts).calls < CALLS) {
    const statements = Array.from({ length: BATCH }, generate);
    const answers = await oracle.judgeAll(statements);
    for (const [index, statement] of statements.entries()) {
      const answer = answers[index];
      assert.ok(answer);
      const { outcome, difference, calls, undecided } = compare(statement, answer);
      if (difference !== undefined) differences.push(`${statement.sent}\n   ${difference}`);
      const count = counts.get(statement.kind) ?? { ...NOTHING };
      counts.set(statement.kind, count);
      count.calls += calls;
      count.undecided += undecided;
      count.statements++;
      if (answer.error) continue;
      count.taken++;
      if (outcome === 'undecided') count.takenUndecided++;
    }
  }
  const shown = differences.slice(0, MAX_SHOWN).join('\n');
  assert.equal(differences.length, 0, `${differences.length} differ:\n${shown}`);
  return counts;
}

const NOTHING: Count = { calls: 0, statements: 0, undecided: 0, taken: 0, takenUndecided: 0 };

function totalOf(counts: ReadonlyMap<string, Count>): Count {
  const total = { ...NOTHING };
  for (const count of counts.values()) {
    for (const key of Object.keys(total) as (keyof Count)[]) total[key] += count[key];
  }
  return total;
}

/** A psql variable replaced by a literal of as many characters that is an ARN structure's text. */
function toStatement(sql: string): GeneratedStatement {
  const sent = sql.replace(/:'arn'/g, `'(,)' `);
  return { sql, sent, way: sql.startsWith('CALL') ? 'run' : 'parse', usesColumns: false };
}
