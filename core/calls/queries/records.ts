/** What a PL/pgSQL variable of type record holds, by all that is assigned to it. */
import { isMark, wordOf } from '../../sql/cursor';
import { identifierName, type Token } from '../../sql/tokens';
import type { Field } from '../expressions/typed';
import type { QueryOutput } from '../expressions/reader';
import { OUTERMOST, type QueryContext } from './context';
import { outputOf } from './output';
import { findStatement, type Level, type Statement } from './regions';

/** The columns on which all assignments before `at` and behind it agree; those of the loop that `at` stands in. */
export function recordFields(context: QueryContext, name: string, at: number): Omit<Field, 'name'> {
  const { tokens } = context.surroundings.fragment;
  const level = context.level(OUTERMOST);
  const loop = findLoop(tokens, name, at);
  const sources = loop === undefined ? assignments(tokens, level, name) : [findStatement(level, loop)];
  const outputs = sources.map((source) => source && outputOf(context, source));
  const known = outputs.filter((output) => output !== undefined);
  const isKnown =
    known.length === outputs.length && known.every(({ complete, ordered }) => complete && ordered);
  const [first, ...others] = known.map(resolve);
  if (!first || !isKnown) return { type: undefined };
  const isAgreed = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
  return { type: undefined, ...(isAgreed && { fields: first }) };
}

/** A column has a type: an untyped literal becomes text. */
function resolve({ columns }: QueryOutput): readonly Field[] {
  return columns.map((column) => (column.type === 'unknown' ? { ...column, type: 'text' } : column));
}

/** The query of the innermost `FOR name IN query LOOP` round the place, if nothing else is assigned in the loop. */
function findLoop(tokens: readonly Token[], name: string, at: number): number | undefined {
  const open: (number | undefined)[] = [];
  for (let index = 0; index < at; index++) {
    const word = wordOf(tokens[index]);
    if (word === 'loop' && wordOf(tokens[index - 1]) === 'end') open.pop();
    else if (word === 'loop') open.push(queryOfLoop(tokens, name, index));
    else if (open.length > 0 && isAssignment(tokens, index, name)) open[open.length - 1] = undefined;
  }
  return open.findLast((query) => query !== undefined);
}

/** Where the query begins, by the token LOOP. */
function queryOfLoop(tokens: readonly Token[], name: string, loop: number): number | undefined {
  for (let at = loop - 1; at > 0 && !isMark(tokens[at], ';'); at--) {
    const variable = tokens[at + 1];
    if (wordOf(tokens[at]) !== 'for' || wordOf(tokens[at + 2]) !== 'in' || !variable) continue;
    return identifierName(variable) === name ? at + 3 : undefined;
  }
  return undefined;
}

/** `name :=`, `name =` at a statement's start, `INTO name`. */
function isAssignment(tokens: readonly Token[], index: number, name: string): boolean {
  const token = tokens[index];
  if (!token || identifierName(token) !== name) return false;
  const before = wordOf(tokens[index - 1]);
  return before === 'into' || before === 'strict' || isMark(tokens[index + 1], ':=');
}

/** The statements that give the variable a row; undefined for what is no query that can be read. */
function assignments(
  tokens: readonly Token[],
  level: Level,
  name: string,
): readonly (Statement | undefined)[] {
  return tokens.flatMap((token, index) => {
    if (wordOf(token) === 'for' && wordOf(tokens[index + 2]) === 'in') {
      const variable = tokens[index + 1];
      return variable && identifierName(variable) === name ? [findStatement(level, index + 3)] : [];
    }
    if (!isAssignment(tokens, index, name)) return [];
    return isMark(tokens[index + 1], ':=') ? [undefined] : [findStatement(level, index)];
  });
}
