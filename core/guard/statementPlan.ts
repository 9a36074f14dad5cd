/** What running a text would do with Lambda: its own calls, and the names behind which others may stand. */
import { analyzeChunk, createDocument } from '../analysis';
import type { Chunk } from '../sql/chunk';
import { isMark, wordOf } from '../sql/cursor';
import { parseString } from '../sql/strings';
import { identifierName, tokenize, type Token } from '../sql/tokens';
import { planInvocation, type InvocationPlan } from './invocationPlan';

/** What fires triggers. */
export type TableChange = 'insert' | 'update' | 'delete' | 'truncate';

export interface StatementPlan {
  /** Calls that stand in the text itself. */
  readonly invocations: readonly InvocationPlan[];
  /** Every name in it, as PostgreSQL folds it: of routines, views and tables among others. In no order. */
  readonly names: readonly string[];
  readonly changes: readonly TableChange[];
  /** The prepared statements that it executes. */
  readonly executes: readonly string[];
  /** EXPLAIN can tell how many rows it would give. */
  readonly explainable: boolean;
}

/** What the server would be sent, psql variables already replaced. */
export function planStatement(text: string): StatementPlan {
  const document = createDocument(text);
  const chunks = document.chunks.filter(runs);
  const tokens = chunks.flatMap((chunk) => readTokens(chunk.text));
  const words = new Set(tokens.map((token) => wordOf(token) ?? ''));
  return {
    invocations: chunks.flatMap((chunk) =>
      analyzeChunk(chunk).calls.flatMap((call) => planInvocation(call) ?? []),
    ),
    names: [...new Set(tokens.flatMap((token) => identifierName(token) ?? []))],
    changes: findChanges(words),
    executes: chunks.flatMap(({ text: own }) => findExecuted(own) ?? []),
    explainable: document.chunks.length === 1 && EXPLAINABLE.test(chunks[0]?.head ?? ''),
  };
}

const EXPLAINABLE = /^(?:select|with|insert|update|delete|merge|values|table)\b/;
const DEFINITION =
  /^(?:create (?:or replace )?(?:temp |temporary )?(?:recursive )?(?:function|procedure|view|trigger|rule|aggregate|constraint|event|policy|operator)|prepare|comment|grant|revoke|alter (?:function|procedure|view))\b/;

/** These name nothing that could invoke. */
const CONTROL = /^(?:abort|begin|commit|end|release|reset|rollback|savepoint|set|show|start)\b/;

/** A definition runs nothing, nor does EXPLAIN without ANALYZE. */
function runs(chunk: Chunk): boolean {
  if (chunk.kind !== 'sql' || DEFINITION.test(chunk.head) || CONTROL.test(chunk.head)) return false;
  return !chunk.head.startsWith('explain') || analyzes(tokenize(chunk.text, { psql: false }).significant);
}

/** `EXPLAIN ANALYZE …`, `EXPLAIN (ANALYZE [on], …) …`. */
function analyzes(tokens: readonly Token[]): boolean {
  const options = tokens.slice(
    1,
    isMark(tokens[1], '(') ? tokens.findIndex((token) => isMark(token, ')')) : 3,
  );
  const at = options.findIndex((token) => /^analy[sz]e$/.test(wordOf(token) ?? ''));
  return at >= 0 && !/^(?:off|false|0)$/i.test(options[at + 1]?.text ?? '');
}

/** The statement's tokens, and of a DO block those of its body. */
function readTokens(text: string): readonly Token[] {
  const tokens = tokenize(text, { psql: false }).significant;
  if (wordOf(tokens[0]) !== 'do') return tokens;
  const body = tokens.find(({ kind }) => kind === 'string');
  return body ? tokenize(parseString(body).value, { psql: false }).significant : tokens;
}

function findChanges(words: ReadonlySet<string>): readonly TableChange[] {
  const changes = new Set<TableChange>();
  for (const change of ['insert', 'update', 'delete', 'truncate'] as const) {
    if (words.has(change)) changes.add(change);
  }
  if (words.has('copy') && words.has('from')) changes.add('insert');
  if (words.has('merge')) for (const change of ['insert', 'update', 'delete'] as const) changes.add(change);
  return [...changes];
}

function findExecuted(text: string): string | undefined {
  const tokens = tokenize(text, { psql: false }).significant;
  const at = tokens.findIndex((token) => wordOf(token) === 'execute');
  const isOwn = at === 0 || wordOf(tokens[0]) === 'explain' || wordOf(tokens[0]) === 'create';
  const name = isOwn ? tokens[at + 1] : undefined;
  return name && identifierName(name);
}
