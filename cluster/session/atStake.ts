/** What a message to the server may have done when its answer is lost, as far as its text tells. */
import { createDocument } from '../../core/analysis';
import { isBuiltinFunction } from '../../core/calls/types/builtins';
import { isFunctionName, SPECIAL_SYNTAX } from '../../core/calls/words';
import { planStatement } from '../../core/guard/statementPlan';
import type { Chunk } from '../../core/sql/chunk';
import { identifierName, tokenize, type Token } from '../../core/sql/tokens';

export interface AtStake {
  /** It commits a transaction. */
  readonly commits: boolean;
  /** It may change something; a query that calls what is not PostgreSQL's own may, too. */
  readonly changes: boolean;
  /** It calls `aws_lambda.invoke` itself. */
  readonly invokes: boolean;
}

/** What only reads, or concerns nothing but the session. */
const READING =
  /^(?:select|table|values|with|show|explain|fetch|move|close|declare|begin|start|savepoint|release|rollback|abort|set|reset|discard|listen|unlisten|prepare(?! transaction)|deallocate)\b/;
const COPY_OUT = /\bto\s+stdout\b/i;
const CHANGING = /^(?:insert|update|delete|merge|into)$/i;

/** `text`: as it was sent. */
export function readAtStake(text: string): AtStake {
  const chunks = createDocument(text).chunks.filter(({ kind }) => kind === 'sql');
  return {
    commits: chunks.some(
      ({ transaction, head }) => transaction === 'commits' || head.startsWith('prepare transaction'),
    ),
    changes: chunks.some((chunk) => !isReading(chunk) || mayChange(chunk.text)),
    invokes: planStatement(text).invocations.some(({ mode }) => mode !== 'dryRun'),
  };
}

function isReading({ head, text }: Chunk): boolean {
  return READING.test(head) || (head.startsWith('copy') && COPY_OUT.test(text));
}

function mayChange(statement: string): boolean {
  const tokens = tokenize(statement, { psql: false }).significant;
  return tokens.some((token, index) => CHANGING.test(token.text) || callsForeign(tokens, index));
}

/** What looks like a call of something else, and is PostgreSQL's own: no table of its functions has them. */
const NO_CALLS = /^(?:coalesce|greatest|least|nullif|over|filter|pg_\w+)$/;

function callsForeign(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (!token || index === 0 || tokens[index + 1]?.text !== '(' || !isFunctionName(token)) return false;
  const name = identifierName(token);
  if (name === undefined) return false;
  const isQualified = tokens[index - 1]?.text === '.';
  if (isQualified && tokens[index - 2]?.text !== 'pg_catalog') return true;
  return !isBuiltinFunction(name) && !SPECIAL_SYNTAX.has(name) && !NO_CALLS.test(name);
}
