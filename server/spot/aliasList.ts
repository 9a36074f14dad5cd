import { outColumnsOf } from '../../core/calls/likelyOverloads';
import type { OutColumn } from '../../core/catalog/schema';
import { isMark, wordOf } from '../../core/sql/cursor';
import { identifierName } from '../../core/sql/tokens';
import { indexOfTokenAt, type Place } from './place';

/** Where the columns of a call in FROM get other names: `FROM call AS r(a, b)`. */
export interface AliasList {
  readonly columns: readonly OutColumn[];
  /** Of the column that the place names. */
  readonly index: number;
}

/** The list in which a name can follow the token at `before`. */
export function findAliasList({ fragment, calls }: Place, before: number): AliasList | undefined {
  const { tokens } = fragment;
  let open = before;
  let index = 0;
  // Names and commas alone, back to the parenthesis.
  for (; isMark(tokens[open], ','); open -= 2) {
    const name = tokens[open - 1];
    if (!name || identifierName(name) === undefined) return undefined;
    index++;
  }
  const alias = tokens[open - 1];
  if (!isMark(tokens[open], '(') || !alias || identifierName(alias) === undefined) return undefined;
  let end = wordOf(tokens[open - 2]) === 'as' ? open - 2 : open - 1;
  if (wordOf(tokens[end - 1]) === 'ordinality' && wordOf(tokens[end - 2]) === 'with') end -= 2;
  const call = calls.find(({ inFrom, span }) => inFrom && indexOfTokenAt(tokens, span.end) === end);
  return call && { columns: outColumnsOf(call), index };
}
