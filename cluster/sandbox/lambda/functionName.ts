import {
  findPart,
  parseFunctionReference,
  type FunctionReference,
} from '../../../core/arn/functionReference';
import { describeUnknownRegion, findArnProblems } from '../../../core/arn/problems';
import { INVOCATION_TYPES, LOG_TYPES } from '../../../core/catalog/enums';
import { arnPart, LIMITS, type ArnPartName } from '../../../core/catalog/lambdaArn';
import { findPartitionOfRegion } from '../../../core/catalog/regions';
import { createApiFailure, createInvalidArgument } from './refusal';

/** Where the cluster is said to run. */
export interface ClusterPlace {
  readonly region: string;
  readonly account: string;
}

/** The function that a call names. */
export interface NamedFunction {
  readonly name: string;
  /** With the qualifier, if one was given. */
  readonly arn: string;
  /** As `executed_version` tells it. */
  readonly version: string;
}

const LATEST = '$LATEST';
/** A structure of aws_commons as text, which is what a psql variable made by \gset holds. */
const STRUCTURE_AS_TEXT = /^\(.*,.*\)$/s;

/**
 * Finds the function that `function_name`, `region` and `qualifier` name together. An alias stands for `$LATEST`,
 * since there is one handler for a function. Throws `Refusal`.
 */
export function resolveFunction(
  functionName: string,
  region: string | null,
  qualifier: string | null,
  place: ClusterPlace,
): NamedFunction {
  const reference = parseFunctionReference(functionName);
  requireValidName(reference);
  const part = (name: ArnPartName): string | undefined => findPart(reference, name)?.text;
  const itsRegion = agree('region', part('region'), region) ?? place.region;
  const itsQualifier = agree('qualifier', part('qualifier'), qualifier);
  requireValidRegion(itsRegion);
  if (itsQualifier !== undefined) requireValidQualifier(itsQualifier);
  const name = part('functionName') ?? '';
  const partition = part('partition') ?? findPartitionOfRegion(itsRegion)?.id ?? 'aws';
  const arn = ['arn', partition, 'lambda', itsRegion, part('account') ?? place.account, 'function', name];
  return {
    name,
    arn: [...arn, ...(itsQualifier === undefined ? [] : [itsQualifier])].join(':'),
    version: itsQualifier !== undefined && /^\d+$/.test(itsQualifier) ? itsQualifier : LATEST,
  };
}

function requireValidName(reference: FunctionReference): void {
  const { text } = reference;
  const [problem] = findArnProblems(reference);
  if (!problem || problem.code === 'region-unknown') return;
  const hint = STRUCTURE_AS_TEXT.test(text)
    ? `A structure of aws_commons came as text, because :'variable' is an untyped literal and PostgreSQL chose the TEXT overload. Write :'variable'::aws_commons._lambda_function_arn_1.`
    : problem.message;
  throw createInvalidArgument(
    `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern`,
    hint,
  );
}

/** The one value of the two; an empty text counts as none. */
function agree(what: string, ofName: string | undefined, given: string | null): string | undefined {
  if (ofName === undefined || !given || ofName === given) return given || ofName;
  throw createInvalidArgument(
    `The ${what} '${given}' conflicts with '${ofName}' of the function name`,
    `Leave the argument ${what} out, or give both the same.`,
  );
}

function requireValidRegion(region: string): void {
  if (!arnPart('region').pattern.test(region)) {
    const isSlip = [...INVOCATION_TYPES, ...LOG_TYPES].some(({ value }) => value === region);
    throw createInvalidArgument(
      `Invalid region '${region}'`,
      isSlip ? REGION_IS_THIRD : "It looks like 'us-west-2'.",
    );
  }
  const unknown = describeUnknownRegion(region);
  if (unknown) throw createApiFailure('Unable to connect to endpoint', unknown.message);
}

const REGION_IS_THIRD =
  'With a TEXT function_name the third argument is region. Name what you mean, as in invocation_type => …';

function requireValidQualifier(qualifier: string): void {
  if (arnPart('qualifier').pattern.test(qualifier) && qualifier.length <= LIMITS.qualifier) return;
  throw createInvalidArgument(
    `1 validation error detected: Value '${qualifier}' at 'qualifier' failed to satisfy constraint`,
    `A qualifier is $LATEST, a version number, or an alias of letters, digits, - and _; at most ${LIMITS.qualifier} characters.`,
  );
}
