-- "Synchronous RequestResponse invocation of Lambda functions"
-- AWS prints the first two without the cast; as-printed.sql shows what PostgreSQL makes of that.

SELECT aws_commons.create_lambda_function_arn(
   'my-function',
   'us-west-2'
) AS aws_lambda_arn_1 \gset

-- These two are the same: RequestResponse is the default.
SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1'::aws_commons._lambda_function_arn_1, '{"body": "Hello from Postgres!"}'::json);
SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1'::aws_commons._lambda_function_arn_1, '{"body": "Hello from Postgres!"}'::json, 'RequestResponse');

-- With the structure made on the spot; exactly as AWS prints it.
SELECT * FROM aws_lambda.invoke(aws_commons.create_lambda_function_arn('my-function', 'us-west-2'),
'{"body": "Hello from Postgres!"}'::json
);
