/** How long PostgreSQL waits for Lambda at a call, as far as the script tells: `aws_lambda.request_timeout_ms`. */
import { analyzeChunk } from './analysis';
import type { CallSite } from './calls/model';
import { SETTINGS } from './catalog/settings';
import type { Chunk } from './sql/chunk';
import { isMark, wordOf } from './sql/cursor';
import type { SqlDocument } from './sql/document';
import type { Fragment } from './sql/fragment';
import { parseString } from './sql/strings';
import { identifierName, type Token } from './sql/tokens';

const SCHEMA = 'aws_lambda';
const NAME = 'request_timeout_ms';
export const REQUEST_TIMEOUT_SETTING = `${SCHEMA}.${NAME}`;
const DEFAULT_MS = Number(SETTINGS.find(({ name }) => name === REQUEST_TIMEOUT_SETTING)?.default);

/** In milliseconds; undefined where the text does not tell. */
type Limit = number | undefined;

interface Step {
  /** In the fragment. */
  readonly at: number;
  readonly limit: Limit;
  /** Until the transaction ends. */
  readonly isLocal: boolean;
}

/** The limit in force at a call of the document, by the settings before it; undefined where the text does not tell. */
export function findRequestTimeouts(document: SqlDocument): (chunkIndex: number, call: CallSite) => Limit {
  const before = new Map<number, Limit>();
  let session: Limit = DEFAULT_MS;
  let local: { readonly limit: Limit } | undefined;
  let atBegin: Limit = session;
  document.chunks.forEach((chunk, index) => {
    if (chunk.marked) before.set(index, local ? local.limit : session);
    if (chunk.transaction === 'begins') atBegin = session;
    else if (chunk.transaction === 'rollsBack') session = atBegin;
    if (chunk.transaction !== undefined) local = undefined;
    if (/^(?:reset|discard) all\b/.test(chunk.head)) session = DEFAULT_MS;
    for (const step of stepsForSession(chunk)) {
      if (step.isLocal) local = step;
      else session = step.limit;
    }
  });
  return (chunkIndex, call) => {
    const own = findOwnStep(call.fragment, call.span.start);
    return own ? own.limit : before.get(chunkIndex);
  };
}

/** The last one before the call in its own body, else the SET clause of the routine round it. */
function findOwnStep(fragment: Fragment, before: number): Step | undefined {
  const own = readSteps(fragment).findLast(({ at }) => at < before);
  return own ?? (fragment.parent && findOwnStep(fragment.parent, Infinity));
}

/** What the statements behind this one are under. */
function stepsForSession(chunk: Chunk): readonly Step[] {
  if (!chunk.marked || !chunk.text.toLowerCase().includes(NAME)) return [];
  const [statement, ...inner] = analyzeChunk(chunk).fragments;
  if (!statement || chunk.head.startsWith('create')) return [];
  const steps = readSteps(statement);
  // Of a database, a role, the server: which sessions begin after it, the script does not tell.
  if (chunk.head.startsWith('alter')) return steps.map((step) => ({ ...step, limit: undefined }));
  const hidden = inner.flatMap((fragment) => readSteps(fragment));
  return [...steps, ...hidden.map((step) => ({ ...step, limit: undefined }))];
}

function readSteps({ text, tokens }: Fragment): readonly Step[] {
  if (!text.toLowerCase().includes(NAME)) return [];
  return tokens.flatMap((_, index) => readStatement(tokens, index) ?? readFunction(tokens, index) ?? []);
}

/** `SET [SESSION | LOCAL] name { = | TO } value`, `RESET name`; also as a clause of CREATE FUNCTION. */
function readStatement(tokens: readonly Token[], index: number): Step | undefined {
  const [schema, dot, name, sign, value] = tokens.slice(index, index + 5);
  if (!schema || identifierName(schema) !== SCHEMA || !isMark(dot, '.')) return undefined;
  if (!name || identifierName(name) !== NAME) return undefined;
  const at = schema.start;
  const word = wordOf(tokens[index - 1]);
  if (word === 'reset') return { at, limit: DEFAULT_MS, isLocal: false };
  if (word !== 'set' && word !== 'local' && word !== 'session') return undefined;
  const isSet = isMark(sign, '=') || wordOf(sign) === 'to';
  return { at, limit: isSet ? readLimit(value) : undefined, isLocal: word === 'local' };
}

/** `set_config('name', 'value', is_local)`. */
function readFunction(tokens: readonly Token[], index: number): Step | undefined {
  const token = tokens[index];
  if (token?.kind !== 'string' || parseString(token).value.toLowerCase() !== REQUEST_TIMEOUT_SETTING)
    return undefined;
  if (!isMark(tokens[index - 1], '(') || wordOf(tokens[index - 2]) !== 'set_config') return undefined;
  const isAlone = isMark(tokens[index + 3], ',');
  const limit = isAlone ? readLimit(tokens[index + 2]) : undefined;
  return { at: token.start, limit, isLocal: wordOf(tokens[index + 4]) !== 'false' };
}

/** PostgreSQL's units of time, in milliseconds. */
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000 };

function readLimit(token: Token | undefined): Limit {
  if (wordOf(token) === 'default') return DEFAULT_MS;
  if (token?.kind !== 'number' && token?.kind !== 'string') return undefined;
  const text = token.kind === 'string' ? parseString(token).value : token.text;
  const [, number, unit = 'ms'] = /^\s*(\d{1,9})\s*(ms|s|min)?\s*$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit] ?? 1);
}
