import { test } from 'node:test';
import { checkCompletion, checkDetail, checkInsert, checkTriggered } from '../support/features';

const SCRIPT = `\\set region us-west-2
\\prompt 'Which function?' fn
SELECT aws_commons.create_lambda_function_arn('f', 'us-west-2') AS arn_1 \\gset
SELECT count(*) AS n, o.total, upper('x') FROM o \\gset o_
`;
const NAMES = ['o_n', 'o_total', 'o_upper', 'arn_1', 'fn', 'region'];

test('the variables that the script has set so far, the nearest first', () => {
  checkCompletion(`${SCRIPT}SELECT aws_lambda.invoke(:'<|>', '{}'::json);`, NAMES);
  checkTriggered(`${SCRIPT}SELECT aws_lambda.invoke(:<|>, '{}'::json);`, NAMES);
  checkCompletion(`${SCRIPT}SELECT aws_lambda.invoke(:ar<|>, '{}'::json);`, NAMES);
  checkCompletion(`${SCRIPT}SELECT aws_lambda.invoke(:'ar<|>n_1', '{}'::json);`, NAMES);
  checkCompletion(`SELECT aws_lambda.invoke(:'<|>'); ${SCRIPT}`, []);
  checkCompletion(`${SCRIPT}SELECT aws_lambda.invoke(:<|>'arn_1', '{}'::json);`, []);
  checkDetail(`${SCRIPT}SELECT :'<|>'`, 'fn', '\\prompt');
});

test('the OUT columns become variables, too', () => {
  const columns = ['status_code', 'payload', 'executed_version', 'log_result'];
  checkCompletion("SELECT * FROM aws_lambda.invoke('f', '{}'::json) \\gset\nSELECT :'<|>'", columns);
  checkCompletion(
    "SELECT (aws_lambda.invoke('f', '{}'::json)).* \\gset r_\nSELECT :'<|>'",
    columns.map((name) => `r_${name}`),
  );
});

test('what is set anew or unset later is what counts', () => {
  checkCompletion(`${SCRIPT}\\unset region\nSELECT :'<|>'`, ['o_n', 'o_total', 'o_upper', 'arn_1', 'fn']);
  const anew = `${SCRIPT}SELECT 'f' AS arn_1 \\gset\nSELECT aws_lambda.invoke(`;
  checkInsert(`${anew}:<|>)`, 'arn_1', `${anew}:'arn_1')`);
  const returned = 'INSERT INTO t SELECT 1 RETURNING id \\gset\n';
  checkCompletion(`${returned}SELECT :'<|>'`, ['id']);
});

test('without a quote the whole is written; an ARN structure gets the cast without which it is text', () => {
  checkInsert(
    `${SCRIPT}SELECT aws_lambda.invoke(:<|>, '{}'::json);`,
    'arn_1',
    `${SCRIPT}SELECT aws_lambda.invoke(:'arn_1'::aws_commons._lambda_function_arn_1, '{}'::json);`,
  );
  checkInsert(
    `${SCRIPT}SELECT aws_lambda.invoke(:<|>, '{}'::json);`,
    'fn',
    `${SCRIPT}SELECT aws_lambda.invoke(:'fn', '{}'::json);`,
  );
  checkInsert(`${SCRIPT}SELECT :re<|>;`, 'region', `${SCRIPT}SELECT :'region';`);
});

test('inside quotes only the name is written, and a quote that is missing', () => {
  checkInsert(`${SCRIPT}SELECT :'<|>';`, 'region', `${SCRIPT}SELECT :'region';`);
  checkInsert(`${SCRIPT}SELECT :'re<|>';`, 'region', `${SCRIPT}SELECT :'region';`);
  checkInsert(`${SCRIPT}SELECT :'<|>, 'x';`, 'region', `${SCRIPT}SELECT :'region', 'x';`);
  checkInsert(`${SCRIPT}SELECT :'<|>`, 'region', `${SCRIPT}SELECT :'region'`);
});

test('a script without variables, a cast, and a body have none', () => {
  checkCompletion("SELECT :'<|>'", []);
  checkTriggered(`${SCRIPT}SELECT 'x':<|>`, []);
  checkTriggered(`${SCRIPT}SELECT x::<|>`, []);
  checkCompletion(`${SCRIPT}DO $$ BEGIN PERFORM :'<|>'; END $$;`, []);
});
