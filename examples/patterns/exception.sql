-- Catch a failing function in PL/pgSQL, so that the statement round it goes on.
-- Lambda's own words are in the DETAIL of the error.

CREATE SCHEMA IF NOT EXISTS lambda_examples;

CREATE OR REPLACE FUNCTION lambda_examples.try_invoke(function_name text, request jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  reply  record;
  detail text;
BEGIN
  SELECT i.status_code, i.payload INTO reply FROM aws_lambda.invoke(try_invoke.function_name, request) AS i;
  RETURN reply.payload;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
  RAISE WARNING '%: %', SQLERRM, detail;
  RETURN NULL;
END;
$$;

SELECT name, lambda_examples.try_invoke(name, '{"body": "Hello from Postgres!"}') AS payload
FROM (VALUES ('my-function'), ('failing-function')) AS functions (name);
