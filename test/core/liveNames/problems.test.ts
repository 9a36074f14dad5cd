import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocument } from '../../../core/analysis';
import { findNamedFunctions, toQuery } from '../../../core/liveNames/namedFunctions';
import { findLiveProblems, type Judgement } from '../../../core/liveNames/problems';
import { applyEdits } from '../../../core/rules/mending';
import { annotations } from '../../support/fixture';

const FACTS = { name: 'slow', arn: 'a', version: '$LATEST', timeoutMs: 30_000, memoryMb: 128 };
const JUDGEMENTS: Readonly<Record<string, Judgement>> = {
  slow: { kind: 'exists', facts: FACTS },
  fast: { kind: 'exists', facts: { ...FACTS, timeoutMs: 3000 } },
  'slow:prod': { kind: 'exists', facts: FACTS },
  'slow:prodd': { kind: 'no-qualifier', nearest: 'prod' },
  gone: { kind: 'no-function', where: 'account 123456789012 in eu-central-1' },
  slwo: { kind: 'no-function', where: 'eu-central-1', nearest: 'slow' },
};

function problemsOf(sql: string) {
  return findLiveProblems(createDocument(sql), (named) => {
    const { name, qualifier } = toQuery(named);
    return JUDGEMENTS[qualifier === undefined ? name : `${name}:${qualifier}`];
  });
}

/** The whole list must be what the caret lines say. */
function checkProblems(sql: string): void {
  const found = problemsOf(sql).map(
    ({ span, severity, code }) => `${sql.slice(span.start, span.end)} ⇒ ${severity} ${code}`,
  );
  assert.deepEqual(found, annotations(sql));
}

function checkFix(before: string, after: string): void {
  const [fix] = problemsOf(before)[0]?.fixes ?? [];
  assert.equal(fix && applyEdits(before, fix.edits), after);
  assert.equal(fix?.isSafe, false);
  assert.deepEqual(
    problemsOf(after).filter(({ code }) => code !== 'function-timeout'),
    [],
  );
}

/** What AWS would be asked: `region account name:qualifier`. */
function checkAsked(sql: string, ...asked: readonly string[]): void {
  const found = createDocument(sql)
    .chunks.flatMap(findNamedFunctions)
    .map((named) => {
      const { name, account = '-', qualifier = '-' } = toQuery(named);
      return [named.region ?? '-', account, name, qualifier].join(' ');
    });
  assert.deepEqual(found, asked, sql);
}

test('every form of a name is asked about, once a call, with the Region and qualifier that the call gives', () => {
  checkAsked("SELECT aws_lambda.invoke('f', '{}'::json)", '- - f -');
  checkAsked("SELECT aws_lambda.invoke('f:prod', '{}'::json, 'eu-west-1')", 'eu-west-1 - f prod');
  checkAsked("SELECT aws_lambda.invoke('123456789012:f:$LATEST', '{}'::json)", '- 123456789012 f $LATEST');
  checkAsked(
    "SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:f', '{}'::json, qualifier => '7')",
    'us-west-2 123456789012 f 7',
  );
  checkAsked(
    "SELECT aws_lambda.invoke(aws_commons.create_lambda_function_arn('f', 'eu-west-1'), '{}'::json, qualifier => 'prod')",
    'eu-west-1 - f prod',
  );
  checkAsked("SELECT aws_commons.create_lambda_function_arn('f') AS arn \\gset\n", '- - f -');
  checkAsked("DO $$ BEGIN PERFORM aws_lambda.invoke('f', '{}'::json); END $$", '- - f -');
});

test('nothing is asked about what is half typed, put in from elsewhere, malformed or contradictory', () => {
  checkAsked("SELECT aws_lambda.invoke('f");
  checkAsked("SELECT aws_lambda.invoke(:'f', '{}'::json)");
  checkAsked("SELECT aws_lambda.invoke('f' || x, '{}'::json)");
  checkAsked("SELECT aws_lambda.invoke('f\ufdd0', '{}'::json)");
  checkAsked("SELECT aws_lambda.invoke('<function>', '{}'::json)");
  checkAsked("SELECT aws_lambda.invoke('f g', '{}'::json)");
  checkAsked("SELECT aws_lambda.invoke('f', '{}'::json, 'moon-west-1')");
  checkAsked("SELECT aws_lambda.invoke('f', '{}'::json, region)");
  checkAsked("SELECT aws_lambda.invoke('f', '{}'::json, qualifier => q)");
  checkAsked("SELECT aws_lambda.invoke('f:a', '{}'::json, qualifier => 'b')");
  checkAsked(
    "SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:f', '{}'::json, 'eu-west-1')",
  );
  checkAsked("SELECT aws_lambda.invoke('(f,eu-west-1)'::aws_commons._lambda_function_arn_1, '{}'::json)");
  checkAsked("SELECT aws_lambda.invoke(interval '1' day, '{}'::json)");
  checkAsked("SELECT other.invoke('f', '{}'::json)");
});

test('functions, versions and aliases that AWS does not have', () => {
  checkProblems(`
SELECT aws_lambda.invoke('gone', '{}'::json), aws_lambda.invoke('fast', '{}'::json);
--                        ^^^^ warning function-unknown
SELECT aws_lambda.invoke('eu-central-1:123456789012:function:slow:prodd', '{}'::json);
--                                                                ^^^^^ warning qualifier-unknown
DO $$ BEGIN EXECUTE 'SELECT aws_lambda.invoke(''slwo'', ''{}''::json)'; END $$;
--                                              ^^^^ warning function-unknown
SELECT aws_lambda.invoke('never-heard-of', '{}'::json);
`);
  const [problem] = problemsOf("SELECT aws_lambda.invoke('gone', '{}'::json)");
  assert.equal(problem?.message, "AWS has no function 'gone' in account 123456789012 in eu-central-1.");
});

test('the nearest name is put in its place, whatever quotes stand round it', () => {
  checkFix("SELECT aws_lambda.invoke('slwo', '{}'::json)", "SELECT aws_lambda.invoke('slow', '{}'::json)");
  checkFix(
    "DO $$ BEGIN EXECUTE 'SELECT aws_lambda.invoke(''slow'', ''{}''::json, qualifier => E''prodd'')'; END $$;",
    "DO $$ BEGIN EXECUTE 'SELECT aws_lambda.invoke(''slow'', ''{}''::json, qualifier => E''prod'')'; END $$;",
  );
});

test('a function that may run longer than PostgreSQL waits, where PostgreSQL waits', () => {
  checkProblems(`
SELECT aws_lambda.invoke('slow', '{}'::json, NULL, 'RequestResponse'), aws_lambda.invoke('fast', '{}'::json);
--                        ^^^^ information function-timeout
SELECT aws_lambda.invoke('slow', '{}'::json, NULL, 'Event'), aws_lambda.invoke('slow', '{}'::json, NULL, x);
SELECT aws_commons.create_lambda_function_arn('slow') AS arn;
SELECT aws_lambda.invoke(aws_commons.create_lambda_function_arn('slow:prod'), '{}'::json);
--                                                               ^^^^ information function-timeout
SET aws_lambda.request_timeout_ms = 30000;
SELECT aws_lambda.invoke('slow', '{}'::json);
`);
});

test('a comment on the line above silences them', () => {
  checkProblems(`
-- aurora-lambda-sql: ignore function-unknown
SELECT aws_lambda.invoke('gone', '{}'::json);
-- aurora-lambda-sql: ignore function-timeout
SELECT aws_lambda.invoke(
  aws_commons.create_lambda_function_arn('slow'), '{}'::json);
`);
});
