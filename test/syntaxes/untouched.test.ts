import { test } from 'node:test';
import { checkUntouched } from '../support/textmate';

test('names that only look like ours', () =>
  checkUntouched(`
SELECT invoke, aws_lambda, t.invoke FROM other.aws_lambda.invoke('Event');
SELECT my_aws_lambda.invoke('Event'), aws_lambda.invoke_all('Event'), aws_lambdas.invoke('Tail');
SELECT "AWS_LAMBDA".invoke('Event'), aws_commons.create_s3_uri('bucket', 'path', 'us-east-1');
SELECT aws_s3.table_import_from_s3('t', '', '(format csv)', :1);
`));

test('values and ARNs of other services outside a call', () =>
  checkUntouched(`
SELECT 'RequestResponse', 'Event', 'None', 'us-west-2', '{"a": 1}', '[1]', 'my-function:prod';
SELECT 'arn:aws:s3:::bucket/key', 'see arn:aws:lambda:us-west-2:123456789012:function:f';
SELECT 'it''s', 'x''arn:aws:lambda:', E'it', N'{"a":1}'::json, X'1F', 'a'::text, '{1,2}'::int[];
`));

test('comments and strings', () =>
  checkUntouched(`
-- SELECT aws_lambda.invoke('f', '{}'::json, :'v') \\gset
/* SELECT aws_lambda.invoke('Event'); /* :name */ aws_commons._lambda_function_arn_1 */
SELECT 'SELECT aws_lambda.invoke(1) :name \\gset
  aws_lambda.invoke(1) ''{}''::json :name \\gset
';
SELECT "aws_lambda.invoke(1) :name";
`));

test('colons that are no psql variable', () =>
  checkUntouched(`
SELECT x::text, '1'::int::text, a[1:2], a[i:n], a[1:n], a[:n], (a[f(1):n]), t.c:d;
DECLARE x int := 1; y text:='a';
<<label>> FOR i IN 1..10 LOOP total := total + i; END LOOP label;
SELECT 12:30, 'a':'b';
`));

test('backslashes that are no psql command', () =>
  checkUntouched(`
COPY t FROM stdin;
1	\\N	a\\tb
\\.
SELECT '\\gset', "\\d", a \\ b;
`));

test('arrows and assignments outside a call', () =>
  checkUntouched(`
SELECT make_interval(days => 3), h => 'x', json_build_object('payload', payload);
BEGIN payload := '{}'; log_type := 'Tail'; END;
`));

test('Markdown outside a SQL fence', () =>
  checkUntouched(
    `
Call aws_lambda.invoke('f') with \`aws_lambda.invoke\` and :name.

\`\`\`python
aws_lambda.invoke(FunctionName='my-function', InvocationType='Event')
\`\`\`
`,
    'text.html.markdown',
  ));
