/** A stand-in for `aws_lambda.invoke` that says that it has begun and takes its time. */
import { createStubSql } from './lambdaStub';

/** AWS's signatures; the one with a name and json takes an hour. */
export const SLOW_LAMBDA = `${createStubSql()}
CREATE FUNCTION aws_lambda.slow() RETURNS text LANGUAGE plpgsql AS $$
  BEGIN RAISE NOTICE 'begun'; PERFORM pg_sleep(3600); RETURN NULL; END $$;
CREATE OR REPLACE FUNCTION aws_lambda.invoke(function_name text, payload json, region text DEFAULT NULL,
  invocation_type text DEFAULT 'RequestResponse', log_type text DEFAULT 'None', context json DEFAULT NULL,
  qualifier varchar(128) DEFAULT NULL,
  OUT status_code int, OUT payload json, OUT executed_version text, OUT log_result text)
LANGUAGE sql AS $$ SELECT 200, $2, aws_lambda.slow(), NULL::text $$;`;
