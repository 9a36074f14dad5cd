-- The statements of AWS's document that PostgreSQL reads otherwise than AWS means, exactly as printed.
-- :'aws_lambda_arn_1' stands for the literal '(my-function,us-west-2)'. It has no type, PostgreSQL prefers text
-- for such literals, and so it calls the overload that takes a function's name as text and a Region third.
-- On the embedded cluster every one of them fails; what Aurora answers to the first four is not documented.
-- The mend is one cast, as in the numbered files beside this one:
--   :'aws_lambda_arn_1'::aws_commons._lambda_function_arn_1

-- Run as a file: go on after an error, so that every statement has its turn.
\set ON_ERROR_STOP off

SELECT aws_commons.create_lambda_function_arn(
   'my-function',
   'us-west-2'
) AS aws_lambda_arn_1 \gset

-- The function's name becomes the text "(my-function,us-west-2)", which is no function's name. (3-synchronous.sql)
SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1', '{"body": "Hello from Postgres!"}'::json);

-- The same, and 'RequestResponse' becomes the Region. (3-synchronous.sql)
SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1', '{"body": "Hello from Postgres!"}'::json, 'RequestResponse');

-- 'Event' becomes the Region, so the call would even be synchronous. (4-asynchronous.sql)
SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1', '{"body": "Hello from Postgres!"}'::json, 'Event');

-- 'RequestResponse' becomes the Region and 'Tail' the invocation type. (5-execution-log.sql)
SELECT *, convert_from(decode(log_result, 'base64'), 'utf-8') as log FROM aws_lambda.invoke(:'aws_lambda_arn_1', '{"body": "Hello from Postgres!"}'::json, 'RequestResponse', 'Tail');

-- Six arguments fit the text and the ARN overload alike, and PostgreSQL refuses to choose: "is not unique".
-- (7-version.sql)
SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1', '{"body": "Hello from Postgres!"}'::json, 'RequestResponse', 'None', NULL, 'custom_version');
