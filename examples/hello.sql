-- Calling AWS Lambda from SQL.
-- Put the cursor into a statement and run it: "Aurora Lambda: Run Query" in the command palette, or the
-- "▷ Run" above the statement. It runs on the embedded cluster, without an AWS account.

-- 1. Call a function and wait for its answer. The function is functions/my-function.py.
--    log_type => 'Tail' also brings the end of its log.
SELECT * FROM aws_lambda.invoke('my-function', '{"body": "Hello from Postgres!"}'::json, log_type => 'Tail');

-- 2. The same function with its Region, as the structure that aws_commons makes of both.
SELECT status_code, payload ->> 'body' AS body
FROM aws_lambda.invoke(
  aws_commons.create_lambda_function_arn('my-function', 'us-west-2'),
  '{"body": "Hello from Postgres!"}'::json
);

-- 3. Do not wait: the call is queued (202), the payload stays empty, the function runs afterwards.
SELECT *
FROM aws_lambda.invoke('my-function', '{"body": "Hello from Postgres!"}'::json, invocation_type => 'Event');

-- 4. Your turn: change the name below, or the function in functions/greet.mjs, and run it again.
SELECT payload ->> 'greeting' AS greeting, payload -> 'length' AS length
FROM aws_lambda.invoke('greet', jsonb_build_object('name', 'Ada'));
