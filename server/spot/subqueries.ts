/** Sub-selects and CTEs that hand on the columns of a call: `(SELECT * FROM call) r`, `WITH r AS (SELECT payload …)`. */
import type { OutColumn } from '../../core/catalog/schema';
import { findClosing, isMark, wordOf } from '../../core/sql/cursor';
import { identifierName, type Token } from '../../core/sql/tokens';
import { decodedColumn, readDecodedLog, type DecodedLog } from './decodedLog';
import { topLevel, type TokenRange } from './queries';

export interface RowSource {
  /** The alias, or the function's name, by which its columns can be qualified. */
  readonly name: string;
  /** Under the names that the alias gives them. */
  readonly columns: readonly OutColumn[];
}

export interface Subquery {
  readonly query: TokenRange;
  /** By which it goes without an alias; empty for a sub-select. */
  readonly name: string;
  /** Where an alias may stand. */
  readonly next: number;
}

const BEFORE_SOURCE = new Set(['from', 'join', 'lateral']);

/** The query whose rows an item of FROM is, which begins at this token. */
export function findSubquery(tokens: readonly Token[], index: number): Subquery | undefined {
  const before = tokens[index - 1];
  if (!BEFORE_SOURCE.has(wordOf(before) ?? '') && !isMark(before, ',')) return undefined;
  if (isMark(tokens[index], '(')) {
    const query = queryIn(tokens, index);
    return query && { query, name: '', next: query.to + 1 };
  }
  const token = tokens[index];
  const name = token && identifierName(token);
  const query =
    name === undefined || isMark(tokens[index + 1], '.') ? undefined : findCte(tokens, name, index);
  return query && name !== undefined ? { query, name, next: index + 1 } : undefined;
}

function queryIn(tokens: readonly Token[], open: number): TokenRange | undefined {
  const to = findClosing(tokens, open);
  return to === undefined || wordOf(tokens[open + 1]) !== 'select' ? undefined : { from: open + 1, to };
}

interface Cte {
  readonly at: number;
  readonly query: TokenRange;
}

const ctes = new WeakMap<readonly Token[], ReadonlyMap<string, readonly Cte[]>>();

/** The last of that name before the token. */
function findCte(tokens: readonly Token[], name: string, before: number): TokenRange | undefined {
  const known = ctes.get(tokens) ?? readCtes(tokens);
  ctes.set(tokens, known);
  return known.get(name)?.findLast(({ at }) => at < before)?.query;
}

/** `WITH name AS [[NOT] MATERIALIZED] (SELECT …)`, by their names. */
function readCtes(tokens: readonly Token[]): ReadonlyMap<string, readonly Cte[]> {
  const found = new Map<string, Cte[]>();
  for (const [at, token] of tokens.entries()) {
    const name = identifierName(token);
    if (name === undefined || wordOf(tokens[at + 1]) !== 'as') continue;
    const before = tokens[at - 1];
    if (!['with', 'recursive'].includes(wordOf(before) ?? '') && !isMark(before, ',')) continue;
    let open = at + 2;
    while (['not', 'materialized'].includes(wordOf(tokens[open]) ?? '')) open++;
    const query = isMark(tokens[open], '(') ? queryIn(tokens, open) : undefined;
    if (query) found.set(name, [...(found.get(name) ?? []), { at, query }]);
  }
  return found;
}

/** What a query gives of the columns of its only source: all of them by `*`, or those that it names. */
export function handedOn(
  tokens: readonly Token[],
  query: TokenRange,
  sources: readonly RowSource[],
): readonly OutColumn[] {
  const [source] = sources;
  const outside = topLevel(tokens, query);
  const from = outside.find((index) => wordOf(tokens[index]) === 'from');
  if (!source || sources.length > 1 || from === undefined) return [];
  const list = outside.filter((index) => index > query.from && index < from);
  return splitAtCommas(tokens, list).flatMap((indices) => {
    const item = indices.map((index) => tokens[index]);
    const last = item.at(-1);
    if (isMark(last, '*')) return source.columns;
    const log = readDecodedLog(tokens, indices[0] ?? 0);
    if (log) return decodedFrom(tokens, log, source) ?? [];
    const renamed = wordOf(item.at(-2)) === 'as' ? item.slice(0, -2) : item;
    const column = source.columns.find(({ name }) => name === nameOf(renamed));
    const name = last && identifierName(last);
    return column && name !== undefined ? [{ ...column, name }] : [];
  });
}

function decodedFrom(tokens: readonly Token[], log: DecodedLog, source: RowSource): OutColumn | undefined {
  const decoded = tokens[log.source];
  const column = decoded && source.columns.find(({ name }) => name === identifierName(decoded));
  return decodedColumn(column, tokens[log.alias]);
}

/** `a`, `t.a`. */
function nameOf(item: readonly (Token | undefined)[]): string | undefined {
  const [first, dot, second, ...more] = item;
  const isQualified = isMark(dot, '.');
  const token = isQualified ? second : first;
  const isPlain = more.length === 0 && (isQualified || dot === undefined);
  return token && isPlain ? identifierName(token) : undefined;
}

function splitAtCommas(tokens: readonly Token[], indices: readonly number[]): readonly (readonly number[])[] {
  const items: number[][] = [[]];
  for (const index of indices) {
    if (isMark(tokens[index], ',')) items.push([]);
    else items.at(-1)?.push(index);
  }
  return items;
}
