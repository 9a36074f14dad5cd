import type { TextEdit } from '../../core/sql/document';
import type { Random } from '../support/random';

const PIECES: readonly string[] = [
  ...["'", '"', '$$', '$x$', '$', '`', '\\', '/*', '*/', '--', '\n', '\r\n', '\r', ' ', ';', ',', '(', ')'],
  ...[
    '[',
    ']',
    '{',
    '}',
    '.',
    ':',
    '::',
    '=>',
    '||',
    '"""',
    "'''",
    '${',
    '%s',
    "E'",
    '\ud800',
    '😀',
    'e\u0301',
  ],
  ...[
    'SELECT ',
    'FROM ',
    'BEGIN;\n',
    'ROLLBACK;\n',
    'BEGIN ATOMIC ',
    ' END',
    'CASE ',
    'COPY t FROM STDIN;\n',
  ],
  ...[
    '\\.\n',
    '\\gset\n',
    '\\set a b\n',
    'DO $$ ',
    'CREATE FUNCTION f() RETURNS int AS $$\n',
    'CREATE RULE ',
  ],
  ...['aws_lambda.invoke(', 'aws_lambda', "'{}'::json", 'aws_commons.create_lambda_function_arn('],
  '-- aws-lambda-sql: ignore enum-value\n',
  "SELECT aws_lambda.invoke('f', '{}'::json, 'us-east-1', 'event');\n",
];

/** Mostly a character typed or a piece put in; now and then something taken away, replaced or doubled. */
export function createEdit(text: string, random: Random): TextEdit {
  const start = random.integer(text.length + 1);
  const kind = random.integer(10);
  const length = kind < 6 ? 0 : random.integer(kind < 9 ? 8 : 400);
  const end = Math.min(text.length, start + length);
  if (kind === 6) return { start, end, newText: '' };
  if (kind === 9) return { start, end: start, newText: text.slice(start, end) };
  return { start, end, newText: random.pick(PIECES) };
}

export function applyEdit(text: string, { start, end, newText }: TextEdit): string {
  return text.slice(0, start) + newText + text.slice(end);
}
