/** Secrets that are told by their place in a list: arguments of a call, values of an INSERT. */
import { SECRET_ARGUMENTS, SECRET_NAME } from '../catalog/secrets';
import type { Span } from '../span';
import { isMark, wordOf } from '../sql/cursor';
import { identifierName, type Token } from '../sql/tokens';

/** A list with more tokens is read so far: text may be hostile, and nobody names a key behind that many. */
const MOST_TOKENS = 1_000;

/** The literals in those arguments of a call that are secrets; none where no such call begins at `index`. */
export function findArguments(tokens: readonly Token[], index: number): Span[] {
  const name = tokens[index];
  const seats = name && SECRET_ARGUMENTS.get(identifierName(name) ?? '');
  if (!seats || !isMark(tokens[index + 1], '(')) return [];
  return pickLiterals(readList(tokens, index + 1).seats, seats);
}

/** The literals that an INSERT which begins at `index` puts into columns of secret names. */
export function findInserted(tokens: readonly Token[], index: number): Span[] {
  if (wordOf(tokens[index]) !== 'insert' || wordOf(tokens[index + 1]) !== 'into') return [];
  const open = findNext(tokens, index, (token) => isMark(token, '('));
  const columns = readList(tokens, open);
  const seats = columns.seats.flatMap((column, seat) => (column.some(namesSecret) ? seat : []));
  if (seats.length === 0) return [];
  let at = findNext(tokens, columns.end, (token) => wordOf(token) === 'values') + 1;
  const spans: Span[] = [];
  while (isMark(tokens[at], '(')) {
    const row = readList(tokens, at);
    spans.push(...pickLiterals(row.seats, seats));
    at = isMark(tokens[row.end], ',') ? row.end + 1 : tokens.length;
  }
  return spans;
}

function namesSecret(token: Token): boolean {
  return SECRET_NAME.test(identifierName(token) ?? '');
}

/** From `index` on, in this statement; where there is none, where it ends. */
function findNext(tokens: readonly Token[], index: number, isWanted: (token: Token) => boolean): number {
  let at = index;
  for (let token = tokens[at]; token && !isWanted(token) && !isMark(token, ';'); token = tokens[++at]);
  return at;
}

/** The tokens of each seat of a list in parentheses, and the index behind it. */
function readList(tokens: readonly Token[], open: number): { seats: Token[][]; end: number } {
  const seats: Token[][] = [[]];
  let depth = 0;
  const last = Math.min(tokens.length, open + MOST_TOKENS);
  for (let end = open; end < last; end++) {
    const token = tokens[end];
    if (isMark(token, '(')) depth++;
    if (isMark(token, ')')) depth--;
    if (depth === 0) return { seats, end: end + 1 };
    if (depth === 1 && isMark(token, ',')) seats.push([]);
    else if (token) seats.at(-1)?.push(token);
  }
  return { seats, end: last };
}

function pickLiterals(list: readonly (readonly Token[])[], seats: readonly number[]): Token[] {
  return seats.flatMap((seat) => (list[seat] ?? []).filter(({ kind }) => kind === 'string'));
}
