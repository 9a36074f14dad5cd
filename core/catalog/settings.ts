/** PostgreSQL settings of the extension. */
export interface Setting {
  readonly name: string;
  /** As SHOW prints it. */
  readonly default: string;
  /** Markdown. */
  readonly doc: string;
}

/** Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/PostgreSQL-Lambda-functions.html */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'aws_lambda.connect_timeout_ms',
    default: '1000',
    doc: 'How long connecting to Lambda may take, in milliseconds (1 to 900,000).',
  },
  {
    name: 'aws_lambda.request_timeout_ms',
    default: '3000',
    doc: 'How long waiting for the answer may take, in milliseconds (1 to 900,000).',
  },
  {
    name: 'aws_lambda.endpoint_override',
    default: '',
    doc: 'An endpoint in place of the one of the Region; takes effect when the server starts.',
  },
];
