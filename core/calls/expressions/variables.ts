/** Types of names that the text declares: PL/pgSQL's variables, and the parameters of a routine. */
import { wordOf, TokenCursor } from '../../sql/cursor';
import type { Fragment } from '../../sql/fragment';
import type { TypeId } from '../types/typeFacts';
import { parseTypeName, readTypeName } from './typeNames';

/** What is declared of a name; its type is undefined where it can't be told. */
export interface Declaration {
  readonly type: TypeId | undefined;
}

/** Of a variable, or of `$1`. */
export function findDeclaration(fragment: Fragment, name: string): Declaration | undefined {
  const declared = fragment.variables.get(name);
  if (declared !== undefined) return { type: parseTypeName(declared) };
  const isPrepared = name.startsWith('$') && wordOf(fragment.tokens[0]) === 'prepare';
  return isPrepared ? findPrepared(fragment, Number(name.slice(1))) : undefined;
}

/** PREPARE name (type, …) AS …: a parameter without a type is untyped, as in any statement. */
function findPrepared(fragment: Fragment, position: number): Declaration | undefined {
  const cursor = new TokenCursor(fragment.tokens, 1);
  cursor.takeName();
  if (!cursor.takeMark('(')) return undefined;
  for (let at = 1; ; at++) {
    const name = readTypeName(cursor);
    if (!name || at === position) return { type: name?.type };
    if (!cursor.takeMark(',')) return undefined;
  }
}
