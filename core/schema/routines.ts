/** CREATE FUNCTION, CREATE PROCEDURE, CREATE AGGREGATE and CREATE TRIGGER. */
import { findClosing, wordOf, type TokenCursor } from '../sql/cursor';
import { readParameterList } from '../sql/declarations';
import type { DeclaredParameter, RoutineDeclaration, TriggerDeclaration } from './model';
import { readName } from './names';

/** Words behind the type that RETURNS names. */
const BEHIND_RETURNS = new Set(
  'as language transform window immutable stable volatile not leakproof called returns strict external security parallel cost rows support set begin return'.split(
    ' ',
  ),
);

/** The cursor stands behind the word that `is` says. */
export function readRoutine(
  cursor: TokenCursor,
  text: string,
  is: RoutineDeclaration['is'],
): RoutineDeclaration | undefined {
  const name = readName(cursor);
  const close = findClosing(cursor.tokens, cursor.index);
  if (!name || close === undefined) return undefined;
  const parameters: DeclaredParameter[] = readParameterList(cursor.tokens, cursor.index);
  cursor.index = close + 1;
  const routine = { kind: 'routine', name, is } as const;
  if (!cursor.takeWords('returns')) return { ...routine, parameters, returns: '', returnsSet: false };
  if (cursor.takeWords('table')) {
    const columns = readParameterList(cursor.tokens, cursor.index);
    const table = columns.map((column) => ({ ...column, mode: 'table' as const }));
    return { ...routine, parameters: [...parameters, ...table], returns: '', returnsSet: true };
  }
  const returnsSet = cursor.takeWords('setof');
  return { ...routine, parameters, returns: readReturns(cursor, text), returnsSet };
}

function readReturns({ tokens, index }: TokenCursor, text: string): string {
  let end = index;
  while (end < tokens.length && !BEHIND_RETURNS.has(wordOf(tokens[end]) ?? '')) end++;
  const [first, last] = [tokens[index], tokens[end - 1]];
  return first && last && end > index ? text.slice(first.start, last.end).replace(/;$/, '') : '';
}

/** The cursor stands behind TRIGGER. */
export function readTrigger(cursor: TokenCursor): TriggerDeclaration | undefined {
  cursor.takeName();
  while (!cursor.done && !cursor.takeWords('on')) cursor.advance();
  const table = readName(cursor);
  while (!cursor.done && !cursor.takeWords('execute')) cursor.advance();
  cursor.advance();
  const routine = readName(cursor);
  return table && routine && { kind: 'trigger', table, routine };
}
