-- "Requesting a Lambda execution log in a function response"
-- log_result is base64; the expression decodes it. (The result panel shows the decoded log anyway.)
-- AWS prints it without the cast; as-printed.sql shows what PostgreSQL makes of that.

SELECT aws_commons.create_lambda_function_arn(
   'my-function',
   'us-west-2'
) AS aws_lambda_arn_1 \gset

SELECT *, convert_from(decode(log_result, 'base64'), 'utf-8') as log FROM aws_lambda.invoke(:'aws_lambda_arn_1'::aws_commons._lambda_function_arn_1, '{"body": "Hello from Postgres!"}'::json, 'RequestResponse', 'Tail');
