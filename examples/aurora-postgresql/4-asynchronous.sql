-- "Asynchronous event invocation of Lambda functions"
-- Status 202 and no payload: the function runs after the statement has returned.
-- AWS prints it without the cast; as-printed.sql shows what PostgreSQL makes of that.

SELECT aws_commons.create_lambda_function_arn(
   'my-function',
   'us-west-2'
) AS aws_lambda_arn_1 \gset

SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1'::aws_commons._lambda_function_arn_1, '{"body": "Hello from Postgres!"}'::json, 'Event');
