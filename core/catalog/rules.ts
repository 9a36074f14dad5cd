/** The rules' codes, severities and titles: the contract with users who suppress and re-grade by code. */
export type Severity = 'error' | 'warning' | 'information';

export interface RuleFacts {
  readonly code: string;
  readonly severity: Severity;
  /** One sentence for lists: when it is reported. */
  readonly title: string;
}

export const RULES = [
  { code: 'call-ambiguous', severity: 'error', title: 'More than one overload fits (42725).' },
  { code: 'call-no-match', severity: 'error', title: 'No overload fits (42883).' },
  { code: 'call-unknown-function', severity: 'error', title: 'The schema has no function of this name.' },
  {
    code: 'call-argument-order',
    severity: 'error',
    title: 'A positional argument after a named one, or a parameter given twice.',
  },
  { code: 'argument-slip', severity: 'error', title: 'A value of the right type in the wrong seat.' },
  { code: 'enum-value', severity: 'error', title: 'A value outside of its case-sensitive set.' },
  { code: 'arn-format', severity: 'error', title: 'An ARN with parts missing or to spare.' },
  { code: 'arn-partition', severity: 'error', title: 'No partition of AWS.' },
  { code: 'arn-service', severity: 'error', title: 'Not the ARN of Lambda.' },
  { code: 'arn-region', severity: 'error', title: 'Not the form of a Region.' },
  { code: 'arn-account', severity: 'error', title: 'Not the form of an account.' },
  { code: 'arn-resource', severity: 'error', title: 'Not the ARN of a function.' },
  { code: 'arn-partition-region', severity: 'error', title: 'The Region is not of the partition.' },
  { code: 'function-name', severity: 'error', title: 'Not the form of a function name.' },
  { code: 'qualifier', severity: 'error', title: 'Not the form of a version or alias.' },
  { code: 'region-unknown', severity: 'warning', title: 'AWS has no Region of this name.' },
  { code: 'region-conflict', severity: 'error', title: 'The region argument says otherwise than the ARN.' },
  { code: 'qualifier-conflict', severity: 'error', title: 'The qualifier says otherwise than the ARN.' },
  {
    code: 'placeholder',
    severity: 'warning',
    title: "A left-over of a tutorial where a value of one's own belongs.",
  },
  { code: 'payload-size', severity: 'error', title: 'A payload literal over what Lambda takes.' },
  { code: 'context-size', severity: 'error', title: 'A context literal over what Lambda takes.' },
  {
    code: 'context-shape',
    severity: 'warning',
    title: 'A context that is no object, or has unknown members.',
  },
  {
    code: 'async-ignored-argument',
    severity: 'warning',
    title: 'A log or a context asked of an asynchronous invocation.',
  },
  {
    code: 'json-by-concatenation',
    severity: 'information',
    title: 'JSON glued from text, its values unescaped.',
  },
  {
    code: 'psql-variable-in-body',
    severity: 'error',
    title: 'A psql variable inside quotes, where psql leaves it.',
  },
  {
    code: 'async-payload-read',
    severity: 'warning',
    title: 'A column read that an asynchronous invocation or a dry run leaves NULL.',
  },
  { code: 'call-per-row', severity: 'information', title: 'One invocation for every row of the FROM list.' },
  { code: 'call-never-runs', severity: 'warning', title: 'A call that no row asks for.' },
  { code: 'sync-in-trigger', severity: 'information', title: 'A synchronous invocation in a trigger.' },
  {
    code: 'rollback-keeps-invocation',
    severity: 'information',
    title: 'An invocation in a transaction block that ends in ROLLBACK.',
  },
  { code: 'record-into-scalar', severity: 'error', title: 'The whole record where its payload is meant.' },
  {
    code: 'out-column-ambiguous',
    severity: 'error',
    title: 'A PL/pgSQL variable and a column of the call of one name.',
  },
  {
    code: 'babelfish-json',
    severity: 'warning',
    title: "A wrapper for Babelfish's TDS port that uses json.",
  },
  { code: 'json-syntax', severity: 'error', title: 'A json or jsonb literal that is no JSON.' },
  {
    code: 'psql-variable-untyped',
    severity: 'warning',
    title: 'A psql variable that holds an ARN structure is an untyped literal to PostgreSQL.',
  },
  {
    code: 'expands-to-many-calls',
    severity: 'warning',
    title: '(call).* runs the function once for every column.',
  },
  {
    code: 'function-unknown',
    severity: 'warning',
    title: 'AWS has no function of this name (with live names).',
  },
  {
    code: 'qualifier-unknown',
    severity: 'warning',
    title: 'The function has no version or alias of this name (with live names).',
  },
  {
    code: 'function-timeout',
    severity: 'information',
    title: 'The function may run longer than PostgreSQL waits for it (with live names).',
  },
] as const satisfies readonly RuleFacts[];

export type RuleCode = (typeof RULES)[number]['code'];

const BY_CODE: ReadonlyMap<string, RuleFacts> = new Map(RULES.map((rule) => [rule.code, rule]));

export function ruleSeverity(code: RuleCode): Severity {
  return BY_CODE.get(code)?.severity ?? 'error';
}

/** The folder of the rules' pages in the repository that package.json names. */
const PAGES = 'https://github.com/aurora-lambda-sql/aurora-lambda-sql/blob/main/docs/rules';

/** Address of the page that explains a rule. */
export function rulePage(code: RuleCode): string {
  return `${PAGES}/${code}.md`;
}
