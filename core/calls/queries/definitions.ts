/** Expressions that stand in no query: CHECK, DEFAULT, an index's columns, a policy's or trigger's condition. */
import { TokenCursor, wordOf } from '../../sql/cursor';
import type { QualifiedName } from '../../schema/model';
import { readName } from '../../schema/names';
import { NO_COLUMNS, type Namespace } from './columnLists';
import type { QueryContext } from './context';

/** The columns of the table that a statement defines, or defines something for; undefined for other statements. */
export function definedTable(context: QueryContext): Namespace | undefined {
  const { fragment } = context.surroundings;
  if (fragment.parent) return undefined;
  const cursor = new TokenCursor(fragment.tokens);
  const verb = wordOf(cursor.advance());
  if (verb !== 'create' && verb !== 'alter') return undefined;
  const kind = skipToKind(cursor);
  if (kind === undefined) return undefined;
  const name = kind === 'table' ? readTableName(cursor) : readTarget(cursor);
  if (!name) return undefined;
  const table = context.namespace({
    kind: 'table',
    name,
    start: 0,
    end: 0,
    alias: undefined,
    columnNames: [],
  });
  return kind === 'trigger' ? rowsOf(table) : table;
}

const KINDS = new Set(['table', 'index', 'policy', 'trigger']);
const ADJECTIVES = new Set(
  'or replace temp temporary global local unlogged unique constraint foreign'.split(' '),
);

function skipToKind(cursor: TokenCursor): string | undefined {
  while (ADJECTIVES.has(cursor.word ?? '')) cursor.advance();
  const { word } = cursor;
  cursor.advance();
  return word !== undefined && KINDS.has(word) ? word : undefined;
}

function readTableName(cursor: TokenCursor): QualifiedName | undefined {
  if (!cursor.takeWords('if', 'not', 'exists')) cursor.takeWords('if', 'exists');
  cursor.takeWords('only');
  return readName(cursor);
}

/** Behind ON. */
function readTarget(cursor: TokenCursor): QualifiedName | undefined {
  while (!cursor.done && !cursor.takeWords('on')) cursor.advance();
  cursor.takeWords('only');
  return readName(cursor);
}

/** A trigger's condition knows the table's row as NEW and OLD, and no columns by themselves. */
function rowsOf({ sources, list }: Namespace): Namespace {
  const rows = ['new', 'old'].flatMap((alias) => sources.map(({ row }) => ({ alias, list, row })));
  return { sources: rows, list: NO_COLUMNS };
}
