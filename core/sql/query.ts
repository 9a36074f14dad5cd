/** The SELECT (or PL/pgSQL's PERFORM) that a token stands in, cut into its clauses. Works on broken text. */
import { isMark, wordOf } from './cursor';
import type { Token } from './tokens';

export type Clause =
  | 'select'
  | 'into'
  | 'from'
  | 'where'
  | 'group'
  | 'having'
  | 'window'
  | 'order'
  | 'limit'
  | 'offset'
  | 'fetch'
  | 'for';

/** Token indexes, half-open; a clause begins behind its keyword. */
export interface TokenRange {
  readonly start: number;
  readonly end: number;
}

export interface Query {
  /** Index of SELECT or PERFORM. */
  readonly start: number;
  /** Index of the first token that is no more of it. */
  readonly end: number;
  readonly clauses: ReadonlyMap<Clause, TokenRange>;
}

const CLAUSES: ReadonlySet<string> = new Set<Clause>([
  ...(['into', 'from', 'where', 'group', 'having', 'window'] as const),
  ...(['order', 'limit', 'offset', 'fetch', 'for'] as const),
]);
/** Behind these a query is over: set operations, PL/pgSQL's `LOOP` and `THEN`, RETURNING of a statement round it. */
const ENDS = new Set(['union', 'intersect', 'except', 'loop', 'then', 'returning', 'on']);

/** The innermost query round the token at `index`. */
export function findQueryAround(tokens: readonly Token[], index: number): Query | undefined {
  const start = selectsOf(tokens)[index];
  return start === undefined ? undefined : readQuery(tokens, start);
}

type Selects = readonly (number | undefined)[];

const selects = new WeakMap<readonly Token[], Selects>();

function selectsOf(tokens: readonly Token[]): Selects {
  const before = selects.get(tokens);
  if (before) return before;
  const found = findSelects(tokens);
  selects.set(tokens, found);
  return found;
}

/** For each token its SELECT or PERFORM: the last before it in the same parentheses, else the one round these. */
function findSelects(tokens: readonly Token[]): Selects {
  const outer: (number | undefined)[] = [];
  let select: number | undefined;
  return tokens.map((token, index) => {
    if (isMark(token, '(')) outer.push(select);
    else if (isMark(token, ')')) select = outer.pop();
    else if (isMark(token, ';')) {
      outer.length = 0;
      select = undefined;
    } else if (wordOf(token) === 'select' || wordOf(token) === 'perform') select = index;
    return select;
  });
}

const queries = new WeakMap<readonly Token[], Map<number, Query>>();

/** `start` is the index of SELECT or PERFORM. Every call of a query asks. */
function readQuery(tokens: readonly Token[], start: number): Query {
  const known = queries.get(tokens) ?? new Map<number, Query>();
  queries.set(tokens, known);
  const query = known.get(start) ?? readClauses(tokens, start);
  known.set(start, query);
  return query;
}

function readClauses(tokens: readonly Token[], start: number): Query {
  const clauses = new Map<Clause, TokenRange>();
  let clause: Clause = 'select';
  let from = start + 1;
  let depth = 0;
  let at = from;
  for (; at < tokens.length; at++) {
    const token = tokens[at];
    if (isMark(token, '(')) depth++;
    else if (isMark(token, ')') && --depth < 0) break;
    if (depth > 0) continue;
    const word = wordOf(token) ?? '';
    if (isMark(token, ';') || token?.kind === 'metaCommand' || isEnd(tokens, at, clause)) break;
    if (!isClause(word) || isDistinctFrom(tokens, at)) continue;
    clauses.set(clause, { start: from, end: at });
    clause = word;
    from = at + 1;
  }
  clauses.set(clause, { start: from, end: at });
  return { start, end: at, clauses };
}

function isEnd(tokens: readonly Token[], at: number, clause: Clause): boolean {
  const word = wordOf(tokens[at]) ?? '';
  // ON belongs to a join, unless the query is an INSERT's and ON CONFLICT follows.
  if (word === 'on') return clause !== 'from' || wordOf(tokens[at + 1]) === 'conflict';
  return ENDS.has(word);
}

function isClause(word: string): word is Clause {
  return CLAUSES.has(word);
}

/** `a IS [NOT] DISTINCT FROM b` opens no clause. */
function isDistinctFrom(tokens: readonly Token[], at: number): boolean {
  return wordOf(tokens[at]) === 'from' && wordOf(tokens[at - 1]) === 'distinct';
}

/** Index of the token that begins at the offset. */
export function tokenAt(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
