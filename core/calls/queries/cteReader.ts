/** The queries of WITH, before anything in them is typed. */
import { isMark, wordOf } from '../../sql/cursor';
import { identifierName, type Token } from '../../sql/tokens';
import type { Bracket } from '../brackets';
import { readName } from '../names';
import type { Cte } from './regions';

/** `name [(columns)] AS [[NOT] MATERIALIZED] (query)`, and the token behind it. */
export function readCte(tokens: readonly Token[], brackets: ReadonlyMap<number, Bracket>, start: number) {
  const named = readName(tokens, start);
  if (!named) return undefined;
  let at = named.next;
  let columnNames: readonly string[] = [];
  if (isMark(tokens[at], '(')) {
    const close = brackets.get(at)?.close ?? at;
    columnNames = tokens.slice(at + 1, close).flatMap((token) => identifierName(token) ?? []);
    at = close + 1;
  }
  if (wordOf(tokens[at]) !== 'as') return undefined;
  at++;
  if (wordOf(tokens[at]) === 'not') at++;
  if (wordOf(tokens[at]) === 'materialized') at++;
  const bracket = isMark(tokens[at], '(') ? brackets.get(at) : undefined;
  if (!bracket) return undefined;
  const behind = wordOf(tokens[bracket.close + 1]);
  const extended = behind === 'search' || behind === 'cycle';
  const cte: Cte = { name: named.name, columnNames, open: at, start, extended };
  return { cte, next: bracket.closed ? behindExtension(tokens, bracket.close + 1) : bracket.close };
}

/** Behind SEARCH … and CYCLE …, which end at a comma between queries or at the main one. */
function behindExtension(tokens: readonly Token[], at: number): number {
  const word = wordOf(tokens[at]);
  if (word !== 'search' && word !== 'cycle') return at;
  let next = at;
  while (next < tokens.length && !MAIN_QUERY.has(wordOf(tokens[next]) ?? '')) next++;
  return next;
}

const MAIN_QUERY = new Set(['select', 'insert', 'update', 'delete', 'merge', 'values', 'table']);
