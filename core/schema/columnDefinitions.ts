/** The parenthesized columns of CREATE TABLE and CREATE TYPE. */
import { isMark, wordOf, type TokenCursor } from '../sql/cursor';
import type { Token } from '../sql/tokens';
import { readName } from './names';
import type { DeclaredColumn, QualifiedName } from './model';

export interface ColumnDefinitions {
  readonly columns: readonly DeclaredColumn[];
  /** Of LIKE. */
  readonly bases: readonly QualifiedName[];
}

/** Words that begin a table's constraint, where a column's name could stand. */
const TABLE_CONSTRAINTS = new Set(['constraint', 'check', 'unique', 'primary', 'foreign', 'exclude']);
/** Words behind a column's type. */
const BEHIND_TYPE = new Set(
  'collate constraint not null default check unique primary references generated deferrable initially storage compression options using cascade restrict'.split(
    ' ',
  ),
);
const SERIALS = new Map(
  Object.entries({
    smallserial: 'int2',
    serial2: 'int2',
    serial: 'int4',
    serial4: 'int4',
    bigserial: 'int8',
    serial8: 'int8',
  }),
);

/** The cursor stands at the parenthesis, and behind the closing one afterwards. */
export function readColumnDefinitions(cursor: TokenCursor, text: string): ColumnDefinitions {
  const columns: DeclaredColumn[] = [];
  const bases: QualifiedName[] = [];
  if (!cursor.takeMark('(')) return { columns, bases };
  do {
    const like = cursor.takeWords('like') ? readName(cursor) : undefined;
    if (like) bases.push(like);
    else if (!TABLE_CONSTRAINTS.has(cursor.word ?? '')) {
      const column = readColumnDefinition(cursor, text);
      if (column) columns.push(column);
    }
    skipToComma(cursor);
  } while (cursor.takeMark(','));
  cursor.takeMark(')');
  return { columns, bases };
}

/** `name type …`; the cursor then stands behind the type. A partition names columns without their types. */
export function readColumnDefinition(cursor: TokenCursor, text: string): DeclaredColumn | undefined {
  const name = cursor.takeName();
  return name === undefined ? undefined : { name, type: readTypeText(cursor, text) };
}

/** A type as it is written, up to what can't belong to it. */
export function readTypeText(cursor: TokenCursor, text: string): string {
  const first = cursor.token;
  let last: Token | undefined;
  for (let depth = 0; !cursor.done;) {
    const { token } = cursor;
    if (depth === 0 && endsType(token)) break;
    if (isMark(token, '(') || isMark(token, '[')) depth++;
    else if (isMark(token, ')') || isMark(token, ']')) depth--;
    last = cursor.advance();
  }
  if (!first || !last || BEHIND_TYPE.has(wordOf(first) ?? '')) return '';
  const written = text.slice(first.start, last.end);
  return SERIALS.get(written.toLowerCase()) ?? written;
}

function endsType(token: Token | undefined): boolean {
  const isEnd = isMark(token, ',') || isMark(token, ')') || isMark(token, ';') || isMark(token, '=');
  return isEnd || token?.kind === 'string' || BEHIND_TYPE.has(wordOf(token) ?? '');
}

/** To the comma, or closing parenthesis, of the list that the cursor stands in. */
export function skipToComma(cursor: TokenCursor): void {
  for (let depth = 0; !cursor.done; cursor.advance()) {
    const { token } = cursor;
    if (depth === 0 && (isMark(token, ',') || isMark(token, ')') || isMark(token, ';'))) return;
    if (isMark(token, '(') || isMark(token, '[')) depth++;
    else if (isMark(token, ')') || isMark(token, ']')) depth--;
  }
}
