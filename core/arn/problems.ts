/** What is wrong with a function's name, part by part; the table of parts says what each must match. */
import { arnPart, LIMITS, type ArnPartName } from '../catalog/lambdaArn';
import { findPartition, findPartitionOfRegion, findRegion, PARTITIONS, REGIONS } from '../catalog/regions';
import type { RuleCode } from '../catalog/rules';
import type { Span } from '../span';
import { findNearest } from '../text/nearest';
import { findPart, type ArnPart, type FunctionReference } from './functionReference';

export interface ArnProblem {
  readonly code: RuleCode;
  readonly span: Span;
  readonly message: string;
  /** What to put in the span's place, where that is certain enough to offer. */
  readonly replacement?: { readonly span: Span; readonly text: string };
}

const CODES: Readonly<Record<ArnPartName, RuleCode>> = {
  prefix: 'arn-format',
  partition: 'arn-partition',
  service: 'arn-service',
  region: 'arn-region',
  account: 'arn-account',
  resource: 'arn-resource',
  functionName: 'function-name',
  qualifier: 'qualifier',
};

export function findArnProblems(reference: FunctionReference): readonly ArnProblem[] {
  const whole = { start: 0, end: reference.text.length };
  if (reference.missing.length > 0) return [missingParts(reference, whole)];
  if (reference.surplus) {
    return [{ code: 'arn-format', span: reference.surplus, message: SURPLUS }];
  }
  const problems = reference.parts.flatMap((part) => findPartProblems(part));
  if (problems.length === 0) problems.push(...findPartitionConflict(reference));
  if (problems.length === 0 && reference.text.length > LIMITS.whole) {
    const message = `A function's name or ARN has at most ${LIMITS.whole} characters, this one has ${reference.text.length}.`;
    problems.push({ code: 'function-name', span: whole, message });
  }
  return problems;
}

const SURPLUS =
  'Nothing may follow here: an ARN ends with its function name and, at most, one version or alias behind a colon.';

function missingParts(reference: FunctionReference, span: Span): ArnProblem {
  const names = reference.missing.map((name) => arnPart(name).title.toLowerCase()).join(', ');
  const example = 'arn:aws:lambda:us-west-2:123456789012:function:my-function';
  return {
    code: 'arn-format',
    span,
    message: `This ARN ends before its ${names}. A full one reads ${example}.`,
  };
}

function findPartProblems(part: ArnPart): ArnProblem[] {
  const facts = arnPart(part.name);
  if (!facts.pattern.test(part.text)) return [malformed(part)];
  switch (part.name) {
    case 'partition':
      return findPartition(part.text) ? [] : [malformed(part)];
    case 'region':
      return findUnknownRegion(part);
    case 'functionName':
      return findTooLong(part, LIMITS.functionName, 'A function name');
    case 'qualifier':
      return findTooLong(part, LIMITS.qualifier, 'A qualifier');
    default:
      return [];
  }
}

function malformed(part: ArnPart): ArnProblem {
  const facts = arnPart(part.name);
  const found = part.text === '' ? 'is empty' : `'${part.text}' is not valid`;
  const problem = {
    code: CODES[part.name],
    span: part.span,
    message: `${facts.title} ${found}. ${EXPECTED[part.name]}`,
  };
  const replacement = findMeant(part);
  return replacement === undefined
    ? problem
    : { ...problem, replacement: { span: part.span, text: replacement } };
}

const EXPECTED: Readonly<Record<ArnPartName, string>> = {
  prefix: "An ARN begins with 'arn', in lower case.",
  partition: `AWS has ${PARTITIONS.map((partition) => partition.id).join(', ')}.`,
  service: "The ARN of a Lambda function has 'lambda' here.",
  region: "An AWS Region looks like 'us-west-2'.",
  account: 'An AWS account has 12 digits.',
  resource: "The ARN of a Lambda function has 'function' here.",
  functionName: "A function name has letters, digits, '-' and '_'.",
  qualifier: 'A qualifier is $LATEST, a version number, or an alias of letters, digits, - and _.',
};

function findMeant(part: ArnPart): string | undefined {
  switch (part.name) {
    case 'prefix':
    case 'service':
    case 'resource':
      return arnPart(part.name).example;
    case 'partition':
      return findNearest(
        part.text,
        PARTITIONS.map((partition) => partition.id),
      );
    case 'region':
      return findNearest(part.text.replaceAll('_', '-'), REGION_NAMES);
    default:
      return undefined;
  }
}

const REGION_NAMES = REGIONS.map((region) => region.name);

function findUnknownRegion(part: ArnPart): ArnProblem[] {
  const problem = describeUnknownRegion(part.text);
  if (!problem) return [];
  const { message, nearest } = problem;
  const found = { code: 'region-unknown' as const, span: part.span, message };
  return [nearest === undefined ? found : { ...found, replacement: { span: part.span, text: nearest } }];
}

/** Why a well-formed region is not one that AWS has; undefined where it is. */
export function describeUnknownRegion(region: string): { message: string; nearest?: string } | undefined {
  if (findRegion(region)) return undefined;
  const nearest = findNearest(region, REGION_NAMES);
  if (nearest === undefined) return { message: `AWS has no Region named '${region}'.` };
  return { message: `AWS has no Region named '${region}'. Did you mean '${nearest}'?`, nearest };
}

function findTooLong(part: ArnPart, limit: number, what: string): ArnProblem[] {
  if (part.text.length <= limit) return [];
  const message = `${what} has at most ${limit} characters, this one has ${part.text.length}.`;
  return [{ code: CODES[part.name], span: part.span, message }];
}

function findPartitionConflict(reference: FunctionReference): ArnProblem[] {
  const partition = findPart(reference, 'partition');
  const region = findPart(reference, 'region');
  if (!partition || !region) return [];
  const actual = findRegion(region.text)?.partition ?? findPartitionOfRegion(region.text);
  if (!actual || actual.id === partition.text) return [];
  return [
    {
      code: 'arn-partition-region',
      span: { start: partition.span.start, end: region.span.end },
      message: `The Region '${region.text}' is in the partition '${actual.id}', not in '${partition.text}'.`,
      replacement: { span: partition.span, text: actual.id },
    },
  ];
}
