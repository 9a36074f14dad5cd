/** The extensions of the embedded cluster, as PostgreSQL finds them on disk: path below `extension/` -> text. */
import { DEVICE, REQUEST_SETTING } from './lambdaDevice';

const AWS_COMMONS = `
CREATE SCHEMA aws_commons;
CREATE TYPE aws_commons._lambda_function_arn_1 AS (function_name text, region text);
CREATE FUNCTION aws_commons.create_lambda_function_arn(function_name text, region text DEFAULT NULL)
  RETURNS aws_commons._lambda_function_arn_1
  LANGUAGE sql IMMUTABLE
  AS 'SELECT ROW($1, $2)::aws_commons._lambda_function_arn_1';
`;

/** One overload; \`$n\` are its parameters. AWS leaves both grants to the user, so PUBLIC gets nothing. */
function createInvoke(
  nameType: 'text' | 'aws_commons._lambda_function_arn_1',
  json: 'json' | 'jsonb',
): string {
  const isName = nameType === 'text';
  const region = isName ? 'IN region text DEFAULT NULL,\n  ' : '';
  const call = isName
    ? '$1, $3, $2::pg_catalog.text, $4, $5, $6::pg_catalog.text, $7'
    : '($1).function_name, ($1).region, $2::pg_catalog.text, $3, $4, $5::pg_catalog.text, $6';
  return `
CREATE FUNCTION aws_lambda.invoke(
  IN function_name ${nameType},
  IN payload ${json},
  ${region}IN invocation_type text DEFAULT 'RequestResponse',
  IN log_type text DEFAULT 'None',
  IN context ${json} DEFAULT NULL,
  IN qualifier varchar(128) DEFAULT NULL,
  OUT status_code int,
  OUT payload ${json},
  OUT executed_version text,
  OUT log_result text)
  LANGUAGE sql SECURITY DEFINER
  AS $$ SELECT i.status_code, i.response::pg_catalog.${json}, i.executed_version, i.log_result
        FROM aws_lambda_bridge.invoke(${call}) AS i $$;`;
}

/** The answer is an array: 'ok' and the four OUT columns, or 'error', SQLSTATE, message, DETAIL and HINT. */
const BRIDGE = `
CREATE SCHEMA aws_lambda_bridge;
CREATE FUNCTION aws_lambda_bridge.invoke(
  function_name text, region text, payload text, invocation_type text, log_type text, context text, qualifier text,
  OUT status_code int, OUT response text, OUT executed_version text, OUT log_result text)
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
  AS $$
DECLARE
  answer text[];
BEGIN
  PERFORM set_config('${REQUEST_SETTING}', json_build_array(
    function_name, region, payload, invocation_type, log_type, context, qualifier)::text, true);
  answer := pg_read_file('${DEVICE}')::text[];
  IF answer[1] = 'error' AND answer[5] IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = answer[2], MESSAGE = answer[3], DETAIL = answer[4];
  ELSIF answer[1] = 'error' THEN
    RAISE EXCEPTION USING ERRCODE = answer[2], MESSAGE = answer[3], DETAIL = answer[4], HINT = answer[5];
  END IF;
  status_code := answer[2];
  response := answer[3];
  executed_version := answer[4];
  log_result := answer[5];
END $$;
REVOKE ALL ON FUNCTION aws_lambda_bridge.invoke(text, text, text, text, text, text, text) FROM PUBLIC;
`;

const AWS_LAMBDA = `CREATE SCHEMA aws_lambda;${BRIDGE}
${createInvoke('text', 'json')}
${createInvoke('aws_commons._lambda_function_arn_1', 'json')}
${createInvoke('text', 'jsonb')}
${createInvoke('aws_commons._lambda_function_arn_1', 'jsonb')}
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA aws_lambda FROM PUBLIC;
`;

const AWS_S3 = `
CREATE SCHEMA aws_s3;
COMMENT ON SCHEMA aws_s3 IS 'Holds nothing in the embedded cluster: it has no Amazon S3.';
`;

/** Source of the versions and comments: \`\\dx\` on Aurora PostgreSQL 17. */
export const EXTENSION_FILES: Readonly<Record<string, string>> = {
  'aws_commons.control': createControl('1.2', 'Common data types across AWS services'),
  'aws_commons--1.2.sql': AWS_COMMONS,
  'aws_lambda.control': createControl('1.0', 'AWS Lambda integration', 'aws_commons'),
  'aws_lambda--1.0.sql': AWS_LAMBDA,
  'aws_s3.control': createControl(
    '1.1',
    'AWS S3 extension for importing data from S3 (empty in the embedded cluster)',
    'aws_commons',
  ),
  'aws_s3--1.1.sql': AWS_S3,
};

function createControl(version: string, comment: string, requires = ''): string {
  return `comment = '${comment}'
default_version = '${version}'
relocatable = false
superuser = true
${requires && `requires = '${requires}'\n`}`;
}
