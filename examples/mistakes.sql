-- The common mistakes, one statement each. The first word of the comment above a statement is the code of the
-- problem that is reported for it. Many have a quick fix: put the cursor on the squiggle and press Ctrl+. (⌘.).
-- PostgreSQL or AWS would refuse most of these statements; the rest would run, but not as meant, or at a price.
-- (Two codes are missing because their statements would fill pages: payload-size and context-size.)

-- Run as a file: go on after an error, so that every statement has its turn.
\set ON_ERROR_STOP off

-- call-ambiguous: a payload without a type fits json and jsonb alike. Say which: '{…}'::json.
SELECT * FROM aws_lambda.invoke('my-function', '{"body": "Hello"}');

-- call-no-match: the payload is text, and no overload takes text there.
SELECT * FROM aws_lambda.invoke('my-function', '{"body": "Hello"}'::text);

-- call-unknown-function: the schema has no function of this name.
SELECT * FROM aws_lambda.invoke_function('my-function', '{"body": "Hello"}'::json);

-- call-argument-order: a positional argument cannot follow a named one.
SELECT * FROM aws_lambda.invoke(function_name => 'my-function', '{"body": "Hello"}'::json);

-- argument-slip: the third argument is the Region here, so this waits for an answer from a Region called Event.
SELECT * FROM aws_lambda.invoke('my-function', '{"body": "Hello"}'::json, 'Event');

-- enum-value: the values are case-sensitive; it is 'Event'.
SELECT * FROM aws_lambda.invoke('my-function', '{"body": "Hello"}'::json, invocation_type => 'event');

-- arn-format: the ARN ends after the account.
SELECT * FROM aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012', '{"body": "Hello"}'::json);

-- arn-partition: the partition is aws, aws-cn, aws-us-gov and so on.
SELECT * FROM aws_lambda.invoke('arn:amazon:lambda:us-west-2:123456789012:function:my-function', '{}'::json);

-- arn-service: this is an ARN of S3.
SELECT * FROM aws_lambda.invoke('arn:aws:s3:us-west-2:123456789012:function:my-function', '{}'::json);

-- arn-region: Regions are written with hyphens.
SELECT * FROM aws_lambda.invoke('arn:aws:lambda:us_west_2:123456789012:function:my-function', '{}'::json);

-- arn-account: an account is 12 digits, without hyphens.
SELECT * FROM aws_lambda.invoke('arn:aws:lambda:us-west-2:1234-5678-9012:function:my-function', '{}'::json);

-- arn-resource: this is the ARN of a layer.
SELECT * FROM aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:layer:my-function', '{}'::json);

-- arn-partition-region: cn-north-1 belongs to the partition aws-cn.
SELECT * FROM aws_lambda.invoke('arn:aws:lambda:cn-north-1:123456789012:function:my-function', '{}'::json);

-- function-name: a name has letters, digits, hyphens and underscores, no spaces.
SELECT * FROM aws_lambda.invoke('my function', '{"body": "Hello"}'::json);

-- qualifier: neither a version number nor an alias, which has no dots.
SELECT * FROM aws_lambda.invoke('my-function', '{"body": "Hello"}'::json, qualifier => 'v1.0');

-- region-unknown: it has the form of a Region, but AWS has none of that name.
SELECT * FROM aws_lambda.invoke('my-function', '{"body": "Hello"}'::json, 'us-west-9');

-- region-conflict: the ARN says us-west-2.
SELECT * FROM aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:my-function', '{}'::json, 'eu-west-1');

-- qualifier-conflict: the name says blue.
SELECT * FROM aws_lambda.invoke('my-function:blue', '{"body": "Hello"}'::json, qualifier => 'green');

-- json-syntax: JSON has no comma after the last member.
SELECT * FROM aws_lambda.invoke('my-function', '{"body": "Hello",}'::json);

-- psql-variable-untyped: the variable holds a structure, but to PostgreSQL it is text; add the cast
-- ::aws_commons._lambda_function_arn_1.
SELECT aws_commons.create_lambda_function_arn('my-function', 'us-west-2') AS my_arn \gset
SELECT * FROM aws_lambda.invoke(:'my_arn', '{"body": "Hello"}'::json, 'Event');

-- expands-to-many-calls: this runs the function four times, once for each column; call it in FROM.
SELECT (aws_lambda.invoke('my-function', '{"body": "Hello"}'::json)).*;

-- placeholder: a tutorial's placeholder stands where a value of your own belongs.
SELECT * FROM aws_lambda.invoke('arn:aws:lambda:<region>:123456789012:function:my-function', '{}'::json);

-- context-shape: a client context is a JSON object with custom, env or client.
SELECT * FROM aws_lambda.invoke('my-function', '{}'::json, context => '["es_MX.utf8"]');

-- json-by-concatenation: a quote in the value would break the JSON. json_build_object escapes it.
SELECT * FROM aws_lambda.invoke('my-function', ('{"user": "' || current_user || '"}')::json);

-- psql-variable-in-body: psql leaves variables inside quotes as they stand.
DO $$ BEGIN PERFORM aws_lambda.invoke(:'name', '{}'::json); END $$;

-- async-ignored-argument: an asynchronous invocation returns no log.
SELECT * FROM aws_lambda.invoke('my-function', '{}'::json, NULL, 'Event', 'Tail');

-- async-payload-read: an asynchronous invocation returns no payload.
SELECT payload FROM aws_lambda.invoke('my-function', '{}'::json, NULL, 'Event');

-- call-per-row: one invocation for every row, one after the other.
SELECT aws_lambda.invoke('my-function', to_json(day)) FROM generate_series(1, 3) AS day;

-- call-never-runs: nothing reads this WITH query, so PostgreSQL does not run it.
WITH sent AS (SELECT * FROM aws_lambda.invoke('my-function', '{}'::json)) SELECT 1;

-- sync-in-trigger: the locks of the transaction are held until the function has answered.
CREATE OR REPLACE FUNCTION pg_temp.notify_lambda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM aws_lambda.invoke('my-function', '{}'::json);
  RETURN NEW;
END $$;

-- record-into-scalar: the call returns a record of four columns, and ->> works on json.
SELECT aws_lambda.invoke('my-function', '{}'::json) ->> 'body';

-- out-column-ambiguous: payload is a variable here and a column of the call.
DO $$
DECLARE payload json;
BEGIN
  SELECT payload INTO payload FROM aws_lambda.invoke('my-function', '{}'::json);
END $$;

-- babelfish-json: T-SQL cannot read json.
CREATE SCHEMA IF NOT EXISTS master_dbo;
CREATE OR REPLACE FUNCTION master_dbo.call_lambda() RETURNS json LANGUAGE sql AS
$$ SELECT payload FROM aws_lambda.invoke('my-function', '{}'::json) $$;

-- rollback-keeps-invocation: what the function did stays done.
BEGIN;
SELECT * FROM aws_lambda.invoke('my-function', '{}'::json);
ROLLBACK;
