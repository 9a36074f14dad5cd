-- "Including client context in a Lambda function"
-- Exactly as AWS prints it. It needs no cast: a json value in the fifth place fits the context of the ARN
-- overloads only, so PostgreSQL reads the variable as the structure that it is.

SELECT aws_commons.create_lambda_function_arn(
   'my-function',
   'us-west-2'
) AS aws_lambda_arn_1 \gset

SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1', '{"body": "Hello from Postgres!"}'::json, 'RequestResponse', 'None', '{"env": {"locale": "es_MX.utf8"}}'::json);
