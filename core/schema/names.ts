import type { TokenCursor } from '../sql/cursor';
import type { QualifiedName } from './model';

/** `name` or `schema.name`; what stands before those, a database, means nothing. */
export function readName(cursor: TokenCursor): QualifiedName | undefined {
  let schema: string | undefined;
  let name = cursor.takeName();
  while (name !== undefined && cursor.takeMark('.')) {
    schema = name;
    name = cursor.takeName();
  }
  return name === undefined ? undefined : { ...(schema !== undefined && { schema }), name };
}

/** A list of names, to its end. */
export function readNames(cursor: TokenCursor): readonly QualifiedName[] {
  const names: QualifiedName[] = [];
  do {
    const name = readName(cursor);
    if (name) names.push(name);
  } while (cursor.takeMark(','));
  return names;
}
