/**
 * The four documented signatures of `aws_lambda.invoke` with bodies that answer at once; `executed_version` names the
 * overload that PostgreSQL chose, e.g. `arn+json type=RequestResponse fn=my-function`.
 */
export const INVOKE_STUB = String.raw`
CREATE SCHEMA aws_commons; CREATE SCHEMA aws_lambda;
CREATE TYPE aws_commons._lambda_function_arn_1 AS (function_name text, region text);
CREATE FUNCTION aws_commons.create_lambda_function_arn(function_name text, region text DEFAULT NULL)
 RETURNS aws_commons._lambda_function_arn_1 LANGUAGE sql IMMUTABLE AS 'SELECT ROW($1,$2)::aws_commons._lambda_function_arn_1';

CREATE FUNCTION aws_lambda.invoke(IN function_name text, IN payload json, IN region text DEFAULT NULL, IN invocation_type text DEFAULT 'RequestResponse', IN log_type text DEFAULT 'None', IN context json DEFAULT NULL, IN qualifier varchar(128) DEFAULT NULL, OUT status_code int, OUT payload json, OUT executed_version text, OUT log_result text)
 LANGUAGE sql AS $f$ SELECT 200, $2, 'text+json region='||coalesce($3,'NULL')||' type='||coalesce($4,'NULL'), NULL::text $f$;
CREATE FUNCTION aws_lambda.invoke(IN function_name aws_commons._lambda_function_arn_1, IN payload json, IN invocation_type text DEFAULT 'RequestResponse', IN log_type text DEFAULT 'None', IN context json DEFAULT NULL, IN qualifier varchar(128) DEFAULT NULL, OUT status_code int, OUT payload json, OUT executed_version text, OUT log_result text)
 LANGUAGE sql AS $f$ SELECT 200, $2, 'arn+json type='||coalesce($3,'NULL')||' fn='||($1).function_name, NULL::text $f$;
CREATE FUNCTION aws_lambda.invoke(IN function_name text, IN payload jsonb, IN region text DEFAULT NULL, IN invocation_type text DEFAULT 'RequestResponse', IN log_type text DEFAULT 'None', IN context jsonb DEFAULT NULL, IN qualifier varchar(128) DEFAULT NULL, OUT status_code int, OUT payload jsonb, OUT executed_version text, OUT log_result text)
 LANGUAGE sql AS $f$ SELECT 200, $2, 'text+jsonb region='||coalesce($3,'NULL')||' type='||coalesce($4,'NULL'), NULL::text $f$;
CREATE FUNCTION aws_lambda.invoke(IN function_name aws_commons._lambda_function_arn_1, IN payload jsonb, IN invocation_type text DEFAULT 'RequestResponse', IN log_type text DEFAULT 'None', IN context jsonb DEFAULT NULL, IN qualifier varchar(128) DEFAULT NULL, OUT status_code int, OUT payload jsonb, OUT executed_version text, OUT log_result text)
 LANGUAGE sql AS $f$ SELECT 200, $2, 'arn+jsonb type='||coalesce($3,'NULL')||' fn='||($1).function_name, NULL::text $f$;
`;
