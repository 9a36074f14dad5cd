/**
 * Every code action, applied to generated and to hand-written statements, and PostgreSQL asked what it says then.
 * ACTION_STATEMENTS: how many are generated.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from 'pg';
import { createDocument } from '../../core/analysis';
import { findLiveProblems } from '../../core/liveNames/problems';
import { applyEdits } from '../../core/rules/mending';
import { applyAllActions, checkOutcome, isWhole, type ActionOutcome } from '../support/actionOutcomes';
import { createStatements, type GeneratedStatement } from '../support/callGenerator';
import { ACTION_CASES, type ActionCase } from '../support/codeActionCases';
import { startPostgres, type Postgres, type PostgresVersion } from '../support/postgres';
import { POSTGRES_VERSIONS } from '../support/postgresBinaries';
import { createRandom } from '../support/random';
import { SEED } from '../support/seed';
import { compare, createOracle, type Oracle } from '../support/verdictOracle';

const STATEMENTS = Number(process.env['ACTION_STATEMENTS'] ?? 1_500);
/** The versions between the oldest and the newest have a share of them. */
const SHARE = 0.2;

for (const version of POSTGRES_VERSIONS) describe(`PostgreSQL ${version}`, () => checkVersion(version));

/** One action on one statement, as the server gets both. */
interface Trial extends ActionOutcome {
  readonly from: string;
  readonly original: GeneratedStatement;
  readonly changed: GeneratedStatement;
}

function checkVersion(version: PostgresVersion): void {
  let server: Postgres;
  let oracle: Oracle;
  before(async () => {
    server = await startPostgres({ version });
    oracle = await createOracle(server);
    const client = new Client(server);
    await client.connect();
    await client.query('CREATE SCHEMA master_dbo');
    await client.end();
  });
  after(async () => {
    await oracle.close();
    await server.stop();
  });

  test('agrees with every action on the statements by hand, and takes what is promised', async () => {
    const trials = ACTION_CASES.flatMap((one) => tryActions(one));
    await checkTrials(oracle, trials);
    const codes = new Set(trials.map(({ action }) => action.diagnostic?.code).filter((code) => code));
    assert.deepEqual([...codes].sort(), MENDED);
    const titles = new Set(
      trials.filter(({ action }) => action.kind.startsWith('refactor')).map(({ action }) => action.title),
    );
    assert.deepEqual([...titles].sort(), REWRITINGS);
  });

  const isEdge = version === POSTGRES_VERSIONS[0] || version === POSTGRES_VERSIONS.at(-1);
  const count = Math.ceil(isEdge ? STATEMENTS : STATEMENTS * SHARE);

  test(`agrees on ${count} generated statements, seed ${SEED}`, async (context) => {
    const generate = createStatements(createRandom(SEED + version), version);
    const statements = Array.from({ length: count }, generate);
    const trials = statements.flatMap(({ sent, usesColumns }) => tryActions({ sql: sent }, usesColumns));
    context.diagnostic(`${trials.length} actions`);
    assert.ok(trials.length > count, 'too few actions');
    await checkTrials(oracle, trials);
  });

  test(`a name that AWS has in the place of one that it has not changes no verdict, seed ${SEED}`, async () => {
    const generate = createStatements(createRandom(SEED - version), version);
    const statements = Array.from({ length: count }, generate);
    const trials = statements.flatMap(({ sent, usesColumns }) => tryLiveFixes(sent, usesColumns));
    assert.ok(trials.length > count / 10, 'too few names');
    const answers = await oracle.judgeAll(trials.flatMap(({ original, changed }) => [original, changed]));
    for (const [index, { original, changed }] of trials.entries()) {
      const [was, is] = [answers[2 * index], answers[2 * index + 1]];
      assert.ok(was && is);
      assert.equal(is.error?.message, was.error?.message, `${original.sql} → ${changed.sql}`);
      assert.deepEqual(is.called, was.called, `${original.sql} → ${changed.sql}`);
    }
  });
}

/** Every name of a function, and every qualifier, replaced by the nearest that AWS has. */
function tryLiveFixes(sql: string, usesColumns: boolean): readonly Pick<Trial, 'original' | 'changed'>[] {
  const original = toStatement(sql, usesColumns);
  const judgements = [
    { kind: 'no-function', where: 'us-east-1', nearest: 'nearest-function' },
    { kind: 'no-qualifier', nearest: 'nearest-alias' },
  ] as const;
  const problems = judgements.flatMap((judgement) => findLiveProblems(createDocument(sql), () => judgement));
  return problems.flatMap(({ fixes }) =>
    fixes.map(({ edits }) => {
      const result = applyEdits(sql, edits);
      if (isWhole(sql)) assert.ok(isWhole(result), `does not lex: ${result}`);
      return { original, changed: toStatement(result, usesColumns) };
    }),
  );
}

/** The codes that have a fix. */
const MENDED = [
  'argument-slip',
  'arn-partition-region',
  'async-ignored-argument',
  'babelfish-json',
  'call-ambiguous',
  'call-no-match',
  'call-unknown-function',
  'enum-value',
  'expands-to-many-calls',
  'json-by-concatenation',
  'out-column-ambiguous',
  'psql-variable-untyped',
  'qualifier-conflict',
  'record-into-scalar',
  'region-conflict',
  'region-unknown',
  'sync-in-trigger',
];

const REWRITINGS = [
  "Add 'Tail' and decode the log",
  "Invoke asynchronously ('Event')",
  'Name all arguments',
  'Name the function by create_lambda_function_arn(…)',
  'Name the function by text',
  'Put all arguments on one line',
  'Put each argument on its own line',
  'Wrap for Babelfish',
  'Write context as json_build_object(…)',
  'Write payload as a literal',
  'Write payload as json_build_array(…)',
  'Write payload as json_build_object(…)',
  'Write payload as jsonb_build_object(…)',
];

function tryActions({ before: set = '', sql }: ActionCase, usesColumns = false): readonly Trial[] {
  return applyAllActions(set + sql).flatMap((outcome) => {
    checkOutcome(set + sql, outcome);
    // Only the statement itself is sent.
    if (!outcome.result.startsWith(set)) return [];
    const original = toStatement(sql, usesColumns);
    const changed = toStatement(outcome.result.slice(set.length), usesColumns);
    return [{ ...outcome, from: sql, original, changed }];
  });
}

/** Statements that are analysed only when they run. */
const RUNS = /^(?:CREATE|DO|EXPLAIN|PREPARE|DECLARE|CALL)\b/;

/** As the server gets it: without gaps in the numbers of parameters, a psql variable as the literal that it stands for. */
function toStatement(text: string, usesColumns: boolean): GeneratedStatement {
  const way = RUNS.test(text) ? 'run' : 'parse';
  let count = 0;
  const sql = way === 'parse' ? text.replaceAll(/\$\d+/g, () => `$${++count}`) : text;
  return { sql, sent: sql.replaceAll(/:'arn'/g, `'(,)' `), way, usesColumns };
}

async function checkTrials(oracle: Oracle, trials: readonly Trial[]): Promise<void> {
  const answers = await oracle.judgeAll(trials.flatMap(({ original, changed }) => [original, changed]));
  for (const [index, { action, from, original, changed }] of trials.entries()) {
    const label = `${action.title}: ${from} → ${changed.sql}`;
    const [was, is] = [answers[2 * index], answers[2 * index + 1]];
    assert.ok(was && is);
    const { outcome, difference } = compare(changed, is);
    assert.ok(outcome !== 'differ', `${label}\n${difference}`);
    // Another way to write what PostgreSQL takes. A wrapper is run, and may fail by what it computes.
    const isRewriting =
      action.kind.startsWith('refactor') && !was.error && compare(original, was).outcome === 'agree';
    const isComputed = original.way !== changed.way && is.error?.internalQuery === undefined;
    if (isRewriting && !isComputed)
      assert.equal(is.error, undefined, `${label}\n${JSON.stringify(is.error)}`);
  }
}
