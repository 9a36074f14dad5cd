/** What the rules need to know of the routine whose body a call stands in. */
import { isMark, wordOf } from '../sql/cursor';
import { outermost, type Fragment } from '../sql/fragment';
import { identifierName, type Token } from '../sql/tokens';

export interface Routine {
  /** The statement's tokens: CREATE FUNCTION or PROCEDURE. */
  readonly tokens: readonly Token[];
  /** Folded; undefined where the name has none. */
  readonly schema: string | undefined;
  /** The words of RETURNS, in lower case; empty for a procedure. */
  readonly returns: readonly string[];
}

/** The routine round a fragment that is its body or stands in a string of it. */
export function findRoutine(fragment: Fragment): Routine | undefined {
  const root = outermost(fragment);
  const [first] = root.tokens;
  if (root === fragment || wordOf(first) !== 'create') return undefined;
  const kind = root.tokens.findIndex(
    (token) => wordOf(token) === 'function' || wordOf(token) === 'procedure',
  );
  const name = root.tokens[kind + 1];
  if (kind < 0 || !name) return undefined;
  const isQualified = isMark(root.tokens[kind + 2], '.');
  return {
    tokens: root.tokens,
    schema: isQualified ? identifierName(name) : undefined,
    returns: readReturns(root.tokens),
  };
}

const ENDS_RETURNS = new Set([
  'language',
  'as',
  'immutable',
  'stable',
  'volatile',
  'strict',
  'security',
  'parallel',
]);

function readReturns(tokens: readonly Token[]): readonly string[] {
  const at = tokens.findIndex((token) => wordOf(token) === 'returns');
  if (at < 0) return [];
  const rest = tokens.slice(at + 1);
  const end = rest.findIndex((token) => ENDS_RETURNS.has(wordOf(token) ?? ''));
  return rest.slice(0, end < 0 ? undefined : end).map((token) => token.text.toLowerCase());
}
