import { ARN } from './arn';
import { ARGUMENT_SLIP } from './argumentSlip';
import { ASYNC_IGNORED_ARGUMENT } from './asyncIgnoredArgument';
import { CONTEXT_SHAPE } from './contextShape';
import { ENUM_VALUE } from './enumValue';
import { EXPANDS_TO_MANY_CALLS } from './expandsToManyCalls';
import { JSON_SYNTAX } from './jsonSyntax';
import { PLACEHOLDER } from './placeholder';
import { PSQL_VARIABLE_UNTYPED } from './psqlVariableUntyped';
import { QUALIFIER } from './qualifier';
import { REGION } from './region';
import type { Rule } from './rule';
import { SIZES } from './sizes';
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
  EXPANDS_TO_MANY_CALLS,
];
