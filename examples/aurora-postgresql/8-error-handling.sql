-- "Lambda function error handling"
-- This statement fails, as AWS documents it, because the function throws (functions/failing-function.js):
--   ERROR:  lambda invocation failed
--   DETAIL:  "arn:aws:lambda:us-west-2:123456789012:function:failing-function" returned error "Unhandled", details: "..."
-- patterns/exception.sql shows how to catch it.

SELECT aws_commons.create_lambda_function_arn(
   'failing-function',
   'us-west-2'
) AS aws_lambda_arn_1 \gset

SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1'::aws_commons._lambda_function_arn_1, '{"body": "Hello from Postgres!"}'::json);
