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
  const { selects, queries } = findIn(tokens);
  const start = selects[index];
  if (start === undefined) return undefined;
  const query = queries.get(start) ?? readClauses(tokens, start);
  queries.set(start, query);
  return query;
}

type Selects = readonly (number | undefined)[];

/** What was found in the tokens that were asked about last: everybody asks about one statement after another. */
let latest:
  | { readonly tokens: readonly Token[]; readonly selects: Selects; readonly queries: Map<number, Query> }
  | undefined;

function findIn(tokens: readonly Token[]): NonNullable<typeof latest> {
  if (latest?.tokens !== tokens) latest = { tokens, selects: findSelects(tokens), queries: new Map() };
  return latest;
}

/** For each token its SELECT or PERFORM: the last before it in the same parentheses, else the one round these. */
function findSelects(tokens: readonly Token[]): Selects {
  const outer: (number | undefined)[] = [];
  let select: number | undefined;
  return tokens.map(({ kind, text, word }, index) => {
    if (word === 'select' || word === 'perform') select = index;
    else if (kind !== 'punctuation') return select;
    else if (text === '(') outer.push(select);
    else if (text === ')') select = outer.pop();
    else if (text === ';') {
      outer.length = 0;
      select = undefined;
    }
    return select;
  });
}

/** `start` is the index of SELECT or PERFORM. */
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
