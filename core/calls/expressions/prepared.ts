import { TokenCursor, wordOf } from '../../sql/cursor';
import type { Fragment } from '../../sql/fragment';
import { readTypeName, type FindType, type TypeName } from './typeNames';

/** PREPARE name (type, …) AS …: the type of `$1` there; a parameter without a type is untyped, as in any statement. */
export function findPrepared(fragment: Fragment, parameter: string, find: FindType): TypeName | undefined {
  if (!parameter.startsWith('$') || wordOf(fragment.tokens[0]) !== 'prepare') return undefined;
  const cursor = new TokenCursor(fragment.tokens, 1);
  cursor.takeName();
  if (!cursor.takeMark('(')) return undefined;
  for (let at = 1; ; at++) {
    const name = readTypeName(cursor, find);
    if (!name || at === Number(parameter.slice(1))) return name;
    if (!cursor.takeMark(',')) return undefined;
  }
}
