/** Which query a token stands in: by parentheses, and by the words and marks that separate queries. */
import { findClosing, isMark, wordOf } from '../../core/sql/cursor';
import type { Token } from '../../core/sql/tokens';

/** Half-open indices of tokens. */
export interface TokenRange {
  readonly from: number;
  readonly to: number;
}

/** Deeper than anybody nests queries, and a bound on the work. */
const MAX_DEPTH = 50;

/** The queries that the token at `index` stands in, by parentheses and by what separates queries, innermost first. */
export function queriesAround(tokens: readonly Token[], index: number): readonly TokenRange[] {
  const opens: number[] = [];
  for (let at = 0; at < index; at++) {
    if (isMark(tokens[at], '(')) opens.push(at);
    else if (isMark(tokens[at], ')')) opens.pop();
  }
  let anchor = index;
  const queries = opens
    .slice(-MAX_DEPTH)
    .reverse()
    .map((open) => {
      const range = { from: open + 1, to: findClosing(tokens, open) ?? tokens.length };
      const query = queryIn(tokens, range, anchor);
      anchor = open;
      return query;
    });
  return [...queries, queryIn(tokens, { from: 0, to: tokens.length }, anchor)];
}

/** The innermost of them. */
export function queryAround(tokens: readonly Token[], index: number): TokenRange {
  return queriesAround(tokens, index)[0] ?? { from: 0, to: tokens.length };
}

function queryIn(tokens: readonly Token[], range: TokenRange, anchor: number): TokenRange {
  let { from, to } = range;
  for (const index of topLevel(tokens, range)) {
    if (!separatesQueries(tokens[index])) continue;
    if (index < anchor) from = index + 1;
    else {
      to = index;
      break;
    }
  }
  return { from, to };
}

const SEPARATORS = new Set(['union', 'intersect', 'except', 'loop', 'then', 'else', 'begin', 'declare']);

function separatesQueries(token: Token | undefined): boolean {
  return isMark(token, ';') || SEPARATORS.has(wordOf(token) ?? '');
}

/** The tokens of a range that stand in no parentheses opened in it. */
export function topLevel(tokens: readonly Token[], { from, to }: TokenRange): readonly number[] {
  const found: number[] = [];
  let depth = 0;
  for (let index = from; index < to; index++) {
    if (isMark(tokens[index], ')')) depth = Math.max(depth - 1, 0);
    if (depth === 0) found.push(index);
    if (isMark(tokens[index], '(')) depth++;
  }
  return found;
}
