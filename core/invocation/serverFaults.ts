import { BUILD_JSON } from './fault';
import type { Fault } from './fault';

/** What the server, its set-up and AWS answer: texts of AWS's documents where they print them, else loose. The
 * narrower text stands before the wider. */
export const SERVER_FAULTS: readonly Fault[] = [
  {
    id: 'E5 function-timeout',
    anywhere: /lambda invocation failed[^]*(?:Task timed out after|Sandbox\.Timedout)/,
    advice:
      "The function reached its own time-out in Lambda and was stopped. Raise the function's time-out or make it faster; if it is slower than 3 s, raise aws_lambda.request_timeout_ms too.",
  },
  {
    id: 'E5 function-error',
    message: /lambda invocation failed/,
    advice:
      "Lambda ran the function and the function itself failed; DETAIL carries what it said. Mend the function: its full log is in CloudWatch under /aws/lambda/ and the function's name; that of the embedded cluster is in VS Code's output Aurora Lambda Functions.",
  },
  {
    id: 'E9 throttled',
    anywhere: /TooManyRequestsException|Rate Exceeded/i,
    advice:
      "Lambda refused because too many of these functions run at once. Call less often, or raise the function's concurrency; a trigger whose function writes to the same table can also feed itself.",
  },
  {
    id: 'E9 function-not-found',
    anywhere: /ResourceNotFoundException|Function not found/,
    advice:
      'Lambda knows no such function, version or alias in that region and account. Check the name, the region and the qualifier.',
  },
  {
    id: 'E9 too-large',
    anywhere: /RequestTooLargeException|RequestEntityTooLarge/,
    advice:
      'The payload is larger than Lambda takes: 6 MB when synchronous, 1 MB with Event. Put the data in S3 or a table and send its address.',
  },
  {
    id: 'E9 request-content',
    anywhere: /InvalidRequestContentException/,
    advice: `Lambda could not read the payload as JSON. ${BUILD_JSON}`,
  },
  {
    id: 'E9 mode',
    anywhere: /ModeNotSupportedException/,
    advice: "This function does not take this invocation type. Use 'RequestResponse' (the default) instead.",
  },
  {
    id: 'E9 recursion',
    anywhere: /RecursiveInvocationException/,
    advice:
      "Lambda found a loop, function calling itself through the database, and stopped it. Break the loop, or allow it in the function's recursion setting.",
  },
  {
    id: 'E9 durable',
    anywhere: /DurableExecutionAlreadyStartedException/,
    advice:
      'A durable execution of this name is already running with another payload. Wait until it has ended, or call with another name.',
  },
  {
    id: 'E7 not-authorized',
    anywhere:
      /lambda:InvokeFunction|AccessDenied|not authorized to perform|(?:no|unable to locate|missing).{0,20}credentials/i,
    advice:
      'The database may not call this function. Attach an IAM role that allows lambda:InvokeFunction on it and trusts rds.amazonaws.com: aws rds add-role-to-db-cluster --feature-name Lambda --role-arn … (add-role-to-db-instance on RDS; read replicas need their own).',
  },
  {
    id: 'E1 no-endpoint',
    anywhere: /(?:AWS|Amazon) Lambda client returned[^]*(?:Unable to connect|resolve host|endpoint)/i,
    advice:
      'The database cannot reach Lambda. Let its security group send TCP 443 out, and give a private subnet a NAT gateway or a VPC endpoint for Lambda; on RDS with an endpoint also set rds.custom_dns_resolution to 1 and reboot.',
  },
  {
    id: 'E8 request-timeout',
    anywhere: /(?:Lambda client returned|invoke API failed|aws_lambda)[^]*time[d-]?\s?-?out/i,
    advice:
      "The function answered later than the database waits: 3 s unless told. Raise it, SET aws_lambda.request_timeout_ms = 30000 (up to 900000), or call with 'Event' if the answer is not needed.",
  },
  {
    id: 'E1 api-failed',
    message: /invoke API failed/,
    advice:
      'The call did not get as far as the function: DETAIL says why. Check the region, the network from the database to Lambda on TCP 443, and the IAM role attached with feature name Lambda.',
  },
  {
    id: 'E2 schema-permission',
    message: /permission denied for schema aws_lambda/,
    advice:
      'Your role may not use the extension. Let its owner run: GRANT USAGE ON SCHEMA aws_lambda TO your_role;',
  },
  {
    id: 'E3 function-permission',
    message: /permission denied for function invoke/,
    advice:
      'Your role may not call aws_lambda.invoke. Let its owner run: GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO your_role;',
  },
  {
    id: 'E4 commons-permission',
    message: /permission denied for (?:schema aws_commons|function create_lambda_function_arn)/,
    advice:
      'Your role may not use the helper functions. Let their owner run: GRANT USAGE ON SCHEMA aws_commons TO your_role; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_commons TO your_role;',
  },
  {
    id: 'E6 not-available',
    message: /extension "aws_(?:lambda|commons)" is not available/,
    advice:
      'Only Aurora and RDS ship this extension; community PostgreSQL has none. To try it without AWS, run the statement on the embedded cluster (connection "sandbox").',
  },
  {
    id: 'E6 not-allowed',
    message: /extension "aws_(?:lambda|commons)".*allow/i,
    advice: 'Add aws_lambda,aws_commons to the parameter rds.allowed_extensions of the DB parameter group.',
  },
  {
    id: 'E11 create-permission',
    message: /permission denied to create extension "aws_(?:lambda|commons)"/,
    advice:
      'Creating the extension takes rds_superuser. On Babelfish, first run on the PostgreSQL port: GRANT rds_superuser TO master_dbo;',
  },
  {
    id: 'E6 cascade',
    message: /required extension "aws_commons" is not installed/,
    advice:
      'aws_lambda needs aws_commons: CREATE EXTENSION aws_lambda CASCADE; On Babelfish, sp_execute_postgresql knows no CASCADE: create aws_commons first, on the PostgreSQL port.',
  },
  {
    id: 'E6 not-created',
    message: /(?:schema "aws_(?:lambda|commons)"|type "aws_commons\.\w+") does not exist/,
    advice:
      'The extension is not installed in this database (each database has its own). Run: CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE;',
  },
  {
    id: 'E12 data-api-type',
    anywhere: /UnsupportedResultException|unsupported.{0,20}type.{0,20}record/i,
    advice:
      'The RDS Data API cannot return a record. Take the columns out and cast the payload: SELECT status_code, payload::text FROM aws_lambda.invoke(…).',
  },
  {
    id: 'E12 data-api-size',
    anywhere: /Database returned more than the allowed response size limit/i,
    advice: 'The RDS Data API cuts answers over 1 MB. Return less, or connect on the PostgreSQL port.',
  },
  {
    id: 'E12 data-api-timeout',
    anywhere: /StatementTimeoutException/,
    advice:
      "The statement ran longer than the RDS Data API waits (45 s). Call with 'Event', or connect on the PostgreSQL port.",
  },
  {
    id: 'E13 connections',
    sqlstate: '53300',
    advice:
      'All connections are taken. If functions that write to the database are called by its triggers, limit their concurrency or send the events through SQS.',
  },
];
