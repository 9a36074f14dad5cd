import { ARGUMENT_SLIP } from './argumentSlip';
import { ARN } from './arn';
import { ASYNC_IGNORED_ARGUMENT } from './asyncIgnoredArgument';
import { ASYNC_PAYLOAD_READ } from './asyncPayloadRead';
import { BABELFISH_JSON } from './babelfishJson';
import { CALL_NEVER_RUNS } from './callNeverRuns';
import { CALL_PER_ROW } from './callPerRow';
import { CONTEXT_SHAPE } from './contextShape';
import { ENUM_VALUE } from './enumValue';
import { EXPANDS_TO_MANY_CALLS } from './expandsToManyCalls';
import { JSON_BY_CONCATENATION } from './jsonByConcatenation';
import { JSON_SYNTAX } from './jsonSyntax';
import { OUT_COLUMN_AMBIGUOUS } from './outColumnAmbiguous';
import { PLACEHOLDER } from './placeholder';
import { PSQL_VARIABLE_IN_BODY } from './psqlVariableInBody';
import { PSQL_VARIABLE_UNTYPED } from './psqlVariableUntyped';
import { QUALIFIER } from './qualifier';
import { RECORD_INTO_SCALAR } from './recordIntoScalar';
import { REGION } from './region';
import { ROLLBACK_KEEPS_INVOCATION } from './rollbackKeepsInvocation';
import type { Rule } from './rule';
import { SIZES } from './sizes';
import { SYNC_IN_TRIGGER } from './syncInTrigger';
import { UNKNOWN_FUNCTION } from './unknownFunction';
import { VERDICT } from './verdict';

/** Every rule, in the order in which their findings at one place are listed. */
export const RULES: readonly Rule[] = [
  UNKNOWN_FUNCTION,
  VERDICT,
  JSON_SYNTAX,
  PSQL_VARIABLE_UNTYPED,
  ARGUMENT_SLIP,
  ENUM_VALUE,
  PLACEHOLDER,
  ARN,
  REGION,
  QUALIFIER,
  SIZES,
  CONTEXT_SHAPE,
  ASYNC_IGNORED_ARGUMENT,
  JSON_BY_CONCATENATION,
  PSQL_VARIABLE_IN_BODY,
  ASYNC_PAYLOAD_READ,
  EXPANDS_TO_MANY_CALLS,
  CALL_PER_ROW,
  CALL_NEVER_RUNS,
  SYNC_IN_TRIGGER,
  ROLLBACK_KEEPS_INVOCATION,
  RECORD_INTO_SCALAR,
  OUT_COLUMN_AMBIGUOUS,
  BABELFISH_JSON,
];
