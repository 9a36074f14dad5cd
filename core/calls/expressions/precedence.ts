/** How strongly gram.y's operators bind; higher is stronger. */
import type { TokenCursor } from '../../sql/cursor';
import { wordOf } from '../../sql/cursor';

export const LEVEL = {
  or: 1,
  and: 2,
  not: 3,
  is: 4,
  comparison: 5,
  like: 6,
  operator: 7,
  add: 8,
  multiply: 9,
  power: 10,
  at: 11,
  collate: 12,
  sign: 13,
  cast: 15,
  /** A row, and nothing else, stands on either side of it. */
  overlaps: 16,
} as const;

const COMPARISONS = new Set(['<', '>', '=', '<=', '>=', '<>', '!=']);
const WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    or: LEVEL.or,
    and: LEVEL.and,
    is: LEVEL.is,
    isnull: LEVEL.is,
    notnull: LEVEL.is,
    between: LEVEL.like,
    in: LEVEL.like,
    like: LEVEL.like,
    ilike: LEVEL.like,
    similar: LEVEL.like,
    at: LEVEL.at,
    collate: LEVEL.collate,
    operator: LEVEL.operator,
    overlaps: LEVEL.overlaps,
  }),
);
const NEGATABLE = new Set(['between', 'in', 'like', 'ilike', 'similar']);

/** The level of the operator under the cursor; undefined where none stands that goes on with an expression. */
export function infixLevel(cursor: TokenCursor): number | undefined {
  const { token } = cursor;
  const word = wordOf(token);
  if (word === 'not') return NEGATABLE.has(wordOf(cursor.peek()) ?? '') ? LEVEL.like : undefined;
  if (word !== undefined) return WORDS.get(word);
  return token?.kind === 'operator' ? operatorLevel(token.text) : undefined;
}

function operatorLevel(operator: string): number | undefined {
  if (operator === '::') return LEVEL.cast;
  if (operator === '=>' || operator === ':=' || operator === '..') return undefined;
  if (COMPARISONS.has(operator)) return LEVEL.comparison;
  if (operator === '+' || operator === '-') return LEVEL.add;
  if (operator === '*' || operator === '/' || operator === '%') return LEVEL.multiply;
  return operator === '^' ? LEVEL.power : LEVEL.operator;
}

/** Of these a second in a row is a syntax error. */
export function isNonAssociative(level: number): boolean {
  return level === LEVEL.comparison || level === LEVEL.like;
}
