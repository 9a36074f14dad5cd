-- "Specifying the Lambda function to use"
-- By name, by partial ARN and by ARN. \gset keeps each result in a psql variable.

SELECT aws_commons.create_lambda_function_arn(
   'my-function',
   'us-west-2'
) AS aws_lambda_arn_1 \gset

SELECT aws_commons.create_lambda_function_arn(
   '123456789012:function:my-function',
   'us-west-2'
) AS lambda_partial_arn_1 \gset

SELECT aws_commons.create_lambda_function_arn(
   'arn:aws:lambda:us-west-2:123456789012:function:my-function'
) AS lambda_arn_1 \gset

-- What the variables hold: text, no longer a structure. That is why the other files cast them back.
SELECT :'aws_lambda_arn_1' AS by_name, :'lambda_partial_arn_1' AS by_partial_arn, :'lambda_arn_1' AS by_arn;

-- Each of them names the same function.
SELECT status_code, payload
FROM aws_lambda.invoke(:'aws_lambda_arn_1'::aws_commons._lambda_function_arn_1, '{"body": "Hello from Postgres!"}'::json);

SELECT status_code, payload
FROM aws_lambda.invoke(:'lambda_partial_arn_1'::aws_commons._lambda_function_arn_1, '{"body": "Hello from Postgres!"}'::json);

SELECT status_code, payload
FROM aws_lambda.invoke(:'lambda_arn_1'::aws_commons._lambda_function_arn_1, '{"body": "Hello from Postgres!"}'::json);
