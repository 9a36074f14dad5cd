/** CREATE TYPE and CREATE DOMAIN. */
import type { TokenCursor } from '../sql/cursor';
import { readTypeText } from './columnDefinitions';
import type { Declaration } from './model';
import { readName } from './names';
import { readComposite } from './relations';

/** The cursor stands behind TYPE. */
export function readType(cursor: TokenCursor, text: string): Declaration | undefined {
  const name = readName(cursor);
  if (!name) return undefined;
  const isDefined = cursor.takeWords('as');
  if (cursor.takeWords('enum')) return { kind: 'type', name, is: 'enum', base: '' };
  if (isDefined && cursor.word === undefined && !cursor.done) return readComposite(cursor, text, name);
  return { kind: 'type', name, is: 'other', base: '' };
}

/** The cursor stands behind DOMAIN. */
export function readDomain(cursor: TokenCursor, text: string): Declaration | undefined {
  const name = readName(cursor);
  cursor.takeWords('as');
  return name && { kind: 'type', name, is: 'domain', base: readTypeText(cursor, text) };
}
