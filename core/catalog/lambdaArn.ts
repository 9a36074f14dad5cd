/**
 * The parts of a Lambda function's name, as data: parser, hover, completion and checks walk this table.
 * Source: FunctionName, FunctionArn and Qualifier of the Lambda API's Invoke operation,
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export type ArnPartName =
  'prefix' | 'partition' | 'service' | 'region' | 'account' | 'resource' | 'functionName' | 'qualifier';

export interface ArnPartFacts {
  readonly name: ArnPartName;
  /** Human title. */
  readonly title: string;
  /** What the part must match; its regions and partitions are checked against their own tables. */
  readonly pattern: RegExp;
  readonly example: string;
  /** Markdown. */
  readonly doc: string;
}

export const ARN_PARTS: readonly ArnPartFacts[] = [
  {
    name: 'prefix',
    title: 'ARN',
    pattern: /^arn$/,
    example: 'arn',
    doc: 'Opens every Amazon Resource Name.',
  },
  {
    name: 'partition',
    title: 'Partition',
    pattern: /^aws[a-zA-Z-]*$/,
    example: 'aws',
    doc: 'The group of AWS Regions: `aws`, `aws-cn`, `aws-us-gov` …',
  },
  { name: 'service', title: 'Service', pattern: /^lambda$/, example: 'lambda', doc: 'Always `lambda`.' },
  {
    name: 'region',
    title: 'Region',
    pattern: /^(eusc-)?[a-z]{2}(-gov|-iso[a-z]?)?-[a-z]+-\d$/,
    example: 'us-west-2',
    doc: 'The AWS Region of the function.',
  },
  {
    name: 'account',
    title: 'Account',
    pattern: /^\d{12}$/,
    example: '123456789012',
    doc: 'The AWS account: 12 digits.',
  },
  {
    name: 'resource',
    title: 'Resource type',
    pattern: /^function$/,
    example: 'function',
    doc: 'Always `function`.',
  },
  {
    name: 'functionName',
    title: 'Function name',
    // The API lets a dot pass here, though no function can be created with one.
    pattern: /^[a-zA-Z0-9_.-]+$/,
    example: 'my-function',
    doc: 'Letters, digits, `-` and `_`; at most 64 characters.',
  },
  {
    name: 'qualifier',
    title: 'Qualifier',
    pattern: /^(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9_-]+)$/,
    example: '$LATEST',
    doc: 'A version number, an alias, or `$LATEST`.',
  },
];

export interface QualifierForm {
  readonly title: string;
  /** As it may be written. */
  readonly example: string;
  /** Whether the example stands for others of its kind. */
  readonly varies: boolean;
  /** Markdown. */
  readonly doc: string;
}

/** Source: Qualifier of the Invoke operation, https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html */
export const QUALIFIER_FORMS: readonly QualifierForm[] = [
  {
    title: 'Unpublished version',
    example: '$LATEST',
    varies: false,
    doc: 'The code as it was uploaded last; it changes with every upload.',
  },
  {
    title: 'Version',
    example: '1',
    varies: true,
    doc: 'A published version, by its number: its code never changes.',
  },
  {
    title: 'Alias',
    example: 'live',
    varies: true,
    doc: 'A name of your own for a version: letters, digits, `-` and `_`, and not digits alone.',
  },
  {
    title: 'Latest published version',
    example: '$LATEST.PUBLISHED',
    varies: false,
    doc: 'The version that was published last, for functions on Lambda Managed Instances.',
  },
];

const BY_NAME = new Map(ARN_PARTS.map((part) => [part.name, part]));

export function arnPart(name: ArnPartName): ArnPartFacts {
  const facts = BY_NAME.get(name);
  if (!facts) throw new Error(`no such ARN part: ${name}`);
  return facts;
}

/** Characters. Source: FunctionName and Qualifier of the Invoke operation. */
export const LIMITS = { functionName: 64, whole: 256, qualifier: 128 } as const;
