-- "To invoke a Lambda function from your Babelfish DB cluster"; 2-wrapper.sql comes first.

-- From the PostgreSQL port, without the wrapper:
SELECT * from aws_lambda.invoke(aws_commons.create_lambda_function_arn('my-function', 'us-east-1'), '{"body": "Hello from Postgres!"}'::json );

-- From the PostgreSQL port, with it:
SELECT master_dbo.lambda_wrapper();

-- From the TDS port, with sqlcmd:
--   1> select lambda_wrapper();
--   2> go
-- Babelfish looks for it in the schema dbo by itself, which is master_dbo on the PostgreSQL side; PostgreSQL has
-- to be told to. With that the statement is the same.
SET search_path = master_dbo, public;
select lambda_wrapper();
RESET search_path;
