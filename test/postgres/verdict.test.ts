/**
 * Our verdicts on calls and PostgreSQL's own, compared on generated statements.
 * VERDICT_CALLS: how many a version (20,000) · VERDICT_SEED: the seed of a run that is to be repeated.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createStatements, type GeneratedStatement } from '../support/callGenerator';
import { startPostgres, type Postgres, type PostgresVersion } from '../support/postgres';
import { createRandom } from '../support/random';
import { VERDICT_EXAMPLES } from '../support/verdictExamples';
import { compare, createOracle, type Oracle } from '../support/verdictOracle';

const CALLS = Number(process.env['VERDICT_CALLS'] ?? 12_000);
const SEED = Number(process.env['VERDICT_SEED'] ?? Date.now() % 1_000_000);
const BATCH = 400;
const MAX_SHOWN = 10;

for (const version of [15, 18] as const) describe(`PostgreSQL ${version}`, () => checkVersion(version));

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
    const statements = VERDICT_EXAMPLES.filter(([, verdict]) => verdict !== 'undecided').map(([sql]) =>
      toStatement(sql),
    );
    const answers = await oracle.judgeAll(statements);
    for (const [index, statement] of statements.entries()) {
      const answer = answers[index];
      assert.ok(answer);
      assert.equal(compare(statement, answer), 'agree', statement.sql);
    }
  });

  test(`agrees on ${CALLS} generated statements, seed ${SEED}`, async (context) => {
    const generate = createStatements(createRandom(SEED + version));
    const differences: string[] = [];
    const counts = { agree: 0, undecided: 0, taken: 0, takenUndecided: 0 };
    for (let done = 0; done < CALLS; done += BATCH) {
      const statements = Array.from({ length: BATCH }, generate);
      const answers = await oracle.judgeAll(statements);
      for (const [index, statement] of statements.entries()) {
        const answer = answers[index];
        assert.ok(answer);
        const outcome = compare(statement, answer);
        if (typeof outcome === 'object') differences.push(`${statement.sent}\n   ${outcome.difference}`);
        else counts[outcome]++;
        if (!answer.error) counts.taken++;
        if (!answer.error && outcome === 'undecided') counts.takenUndecided++;
      }
    }
    context.diagnostic(JSON.stringify(counts));
    assert.ok(counts.taken > CALLS / 10, 'too few of the generated statements are right');
    assert.ok(counts.takenUndecided <= counts.taken / 100, 'too many right statements are undecided');
    assert.equal(
      differences.length,
      0,
      `${differences.length} differ:\n${differences.slice(0, MAX_SHOWN).join('\n')}`,
    );
  });
}

/** A psql variable replaced by a literal of as many characters that is an ARN structure's text. */
function toStatement(sql: string): GeneratedStatement {
  const sent = sql.replace(/:'arn'/g, `'(,)' `);
  return { sql, sent, way: sql.startsWith('CALL') ? 'run' : 'parse', usesColumns: false };
}
