/** CREATE TABLE, CREATE VIEW and CREATE TYPE … AS (…). */
import { isMark, wordOf, type TokenCursor } from '../sql/cursor';
import { readColumnDefinitions } from './columnDefinitions';
import type { QualifiedName, RelationDeclaration } from './model';
import { readName, readNames } from './names';

/** The cursor stands behind TABLE. */
export function readTable(
  cursor: TokenCursor,
  text: string,
  temporary: boolean,
): RelationDeclaration | undefined {
  const name = readNewName(cursor);
  if (!name) return undefined;
  const bases: QualifiedName[] = [];
  if (cursor.takeWords('of') || cursor.takeWords('partition', 'of')) {
    const base = readName(cursor);
    if (base) bases.push(base);
  }
  const isPlain = bases.length === 0;
  const definitions = isPlain ? readColumnDefinitions(cursor, text) : { columns: [], bases: [] };
  bases.push(...definitions.bases);
  if (cursor.takeWords('inherits') && cursor.takeMark('(')) bases.push(...readNames(cursor));
  const query = isPlain ? readQuery(cursor, text) : undefined;
  return relation(name, 'table', temporary, { columns: definitions.columns, bases, query });
}

/** `[IF NOT EXISTS] name` */
function readNewName(cursor: TokenCursor): QualifiedName | undefined {
  cursor.takeWords('if', 'not', 'exists');
  return readName(cursor);
}

/** The cursor stands behind VIEW. */
export function readView(
  cursor: TokenCursor,
  text: string,
  temporary: boolean,
): RelationDeclaration | undefined {
  const name = readNewName(cursor);
  if (!name) return undefined;
  const { columns } = readColumnDefinitions(cursor, text);
  return relation(name, 'view', temporary, { columns, bases: [], query: readQuery(cursor, text) ?? '' });
}

/** The cursor stands at the parenthesis behind AS. */
export function readComposite(cursor: TokenCursor, text: string, name: QualifiedName): RelationDeclaration {
  const { columns } = readColumnDefinitions(cursor, text);
  return relation(name, 'composite', false, { columns, bases: [], query: undefined });
}

function relation(
  name: QualifiedName,
  is: RelationDeclaration['is'],
  temporary: boolean,
  parts: Pick<RelationDeclaration, 'columns' | 'bases'> & { readonly query: string | undefined },
): RelationDeclaration {
  const { columns, bases, query } = parts;
  return { kind: 'relation', name, is, temporary, columns, bases, ...(query !== undefined && { query }) };
}

/** What stands behind AS, where it is a query; EXECUTE's result nobody knows. */
function readQuery(cursor: TokenCursor, text: string): string | undefined {
  for (; !cursor.done; cursor.advance()) {
    if (isMark(cursor.token, ';')) return undefined;
    if (!cursor.takeWords('as')) continue;
    const { token } = cursor;
    const end = cursor.tokens.findLast(({ kind, text: mark }) => kind !== 'metaCommand' && mark !== ';')?.end;
    const isQuery = token && wordOf(token) !== 'execute';
    return isQuery ? text.slice(token.start, end).replace(/\s+with\s+(?:no\s+)?data$/i, '') : '';
  }
  return undefined;
}
