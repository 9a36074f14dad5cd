/**
 * The SQL that a variable holds when it is executed: `q := 'SELECT …' || x; EXECUTE q;`. Only where every value that
 * it is given can be nothing but a whole text of SQL: it is executed alone and used for nothing else.
 */
import { isMark, wordOf } from '../cursor';
import { identifierName, type Token } from '../tokens';
import type { Executed } from './model';

/** `variables`: those of the `executed` that are a name alone. */
export function findAssignedValues(
  tokens: readonly Token[],
  variables: readonly Executed[],
  executed: readonly Executed[],
): readonly Executed[] {
  const names = new Set(variables.map(({ from }) => nameAt(tokens, from) ?? ''));
  return [...names].flatMap((name) => {
    const own = variables.filter(({ from }) => nameAt(tokens, from) === name);
    const places = new Set(own.map(({ from }) => from));
    return findValues(tokens, name, places, usingOf(own, executed)) ?? [];
  });
}

/** What `$1` is, where the variable is executed once. */
function usingOf([first, ...others]: readonly Executed[], executed: readonly Executed[]): Executed['using'] {
  return others.length === 0 ? executed.find(({ from }) => from === first?.from)?.using : undefined;
}

/** undefined where the variable is used otherwise. `places`: where it is executed. */
function findValues(
  tokens: readonly Token[],
  name: string,
  places: ReadonlySet<number>,
  using: Executed['using'],
): readonly Executed[] | undefined {
  const values: Executed[] = [];
  let isDeclared = false;
  for (let index = 0; index < tokens.length; index++) {
    if (nameAt(tokens, index) !== name || isMark(tokens[index - 1], '.') || places.has(index)) continue;
    const at = isStart(tokens, index) ? findAssignment(tokens, index) : undefined;
    if (at === undefined) {
      if (isRaised(tokens, index)) continue;
      return undefined;
    }
    if (at.isDeclaration && isDeclared) return undefined;
    isDeclared ||= at.isDeclaration;
    if (at.from < at.to) values.push({ from: at.from, to: at.to, ...(using && { using }) });
    // The value itself is looked at too: it must not be made of the variable's own.
    index = at.from - 1;
  }
  return values;
}

function nameAt(tokens: readonly Token[], index: number): string | undefined {
  const token = tokens[index];
  return token && identifierName(token);
}

const BEFORE_STATEMENT = new Set(['begin', 'then', 'else', 'loop', 'declare']);

function isStart(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  return !before || isMark(before, ';') || isMark(before, '>>') || BEFORE_STATEMENT.has(wordOf(before) ?? '');
}

interface Assignment {
  /** The value; empty where a declaration has none. */
  readonly from: number;
  readonly to: number;
  readonly isDeclaration: boolean;
}

/** `q := …;`, `q = …;`, `q text := …;`, `q CONSTANT text DEFAULT …;`, `q text;`. */
function findAssignment(tokens: readonly Token[], index: number): Assignment | undefined {
  const isDeclaration = !isAssigning(tokens[index + 1]);
  let to = index;
  while (to < tokens.length && !isMark(tokens[to], ';')) to++;
  const within = tokens.slice(index + 1, to);
  const mark = within.findIndex((token) => isAssigning(token) || wordOf(token) === 'default');
  if (mark < 0) return isDeclared(within) ? { from: to, to, isDeclaration } : undefined;
  if (isDeclaration && !isDeclared(within.slice(0, mark))) return undefined;
  return { from: index + 2 + mark, to, isDeclaration };
}

function isAssigning(token: Token | undefined): boolean {
  return isMark(token, ':=') || isMark(token, '=');
}

/** The types of texts. */
const TYPES = new Set(['text', 'varchar', 'character', 'varying', 'constant', 'not', 'null', 'name']);

function isDeclared(between: readonly Token[]): boolean {
  const words = between.filter(({ kind }) => kind === 'word');
  return words.length > 0 && words.every((token) => TYPES.has(wordOf(token) ?? ''));
}

/** `RAISE NOTICE '%', q`: saying what is executed makes it no other text. */
function isRaised(tokens: readonly Token[], index: number): boolean {
  if (!isMark(tokens[index - 1], ',') && !isMark(tokens[index - 1], '=')) return false;
  for (let at = index - 1; at >= 0 && !isMark(tokens[at], ';'); at--)
    if (wordOf(tokens[at]) === 'raise') return !isMark(tokens[index + 1], '||');
  return false;
}
