import type { Span } from '../span';
import type { Chunk } from './chunk';
import { isMark, wordOf } from './cursor';
import { identifierName, tokenize } from './tokens';

export interface RoutineName {
  readonly kind: 'function' | 'procedure';
  /** As PostgreSQL folds it, with its schema where that is written. */
  readonly name: string;
  /** Counts from the chunk's start. */
  readonly span: Span;
}

const known = new WeakMap<Chunk, RoutineName>();

/** What a CREATE FUNCTION or CREATE PROCEDURE creates; undefined for any other statement. */
export function readRoutineName(chunk: Chunk): RoutineName | undefined {
  if (!chunk.declares) return undefined;
  const kind = /^create (?:or replace )?(function|procedure)\b/.exec(chunk.head)?.[1];
  if (kind !== 'function' && kind !== 'procedure') return undefined;
  const before = known.get(chunk);
  if (before) return before;
  const tokens = tokenize(chunk.text, chunk.options).significant;
  const first = tokens.findIndex((token) => wordOf(token) === kind) + 1;
  const last = isMark(tokens[first + 1], '.') ? first + 2 : first;
  const parts = tokens.slice(first, last + 1).filter((token) => !isMark(token, '.'));
  const names = parts.flatMap((token) => identifierName(token) || []);
  const [start, end] = [tokens[first]?.start, tokens[last]?.end];
  if (start === undefined || end === undefined || names.length === 0 || names.length < parts.length)
    return undefined;
  const routine: RoutineName = { kind, name: names.join('.'), span: { start, end } };
  known.set(chunk, routine);
  return routine;
}
