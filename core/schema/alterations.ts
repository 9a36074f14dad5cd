/** ALTER TABLE and ALTER TYPE, as far as columns go. */
import { isMark, type TokenCursor } from '../sql/cursor';
import { readColumnDefinition, readTypeText, skipToComma } from './columnDefinitions';
import type { ColumnsDeclaration, Declaration, DeclaredColumn, QualifiedName } from './model';
import { readName } from './names';

type Change = Pick<ColumnsDeclaration, 'added' | 'changed' | 'renamed'>;

const NOTHING: Change = { added: [], changed: [], renamed: [] };
/** What ADD adds that is no column. */
const CONSTRAINTS = new Set([
  'constraint',
  'check',
  'unique',
  'primary',
  'foreign',
  'exclude',
  'value',
  'table',
]);

/** The cursor stands behind ALTER TABLE or ALTER TYPE. */
export function readAlteration(cursor: TokenCursor, text: string): readonly Declaration[] {
  cursor.takeWords('if', 'exists');
  cursor.takeWords('only');
  const name = readName(cursor);
  if (!name) return [];
  cursor.takeMark('*');
  if (cursor.takeWords('rename')) return readRename(cursor, name);
  if (cursor.takeWords('set', 'schema')) return moved(name, cursor.takeName());
  const changes: Change[] = [];
  do {
    changes.push(readAction(cursor, text));
    skipToComma(cursor);
  } while (cursor.takeMark(','));
  const change = {
    added: changes.flatMap(({ added }) => added),
    changed: changes.flatMap(({ changed }) => changed),
    renamed: [],
  };
  const isEmpty = change.added.length + change.changed.length === 0;
  return isEmpty ? [] : [{ kind: 'columns', name, ...change }];
}

/** RENAME TO x, RENAME [COLUMN] a TO b. */
function readRename(cursor: TokenCursor, name: QualifiedName): readonly Declaration[] {
  if (cursor.takeWords('constraint') || cursor.takeWords('value')) return [];
  if (cursor.takeWords('to')) {
    const to = cursor.takeName();
    return to === undefined ? [] : [likeFormer({ ...name, name: to }, name)];
  }
  if (!cursor.takeWords('column')) cursor.takeWords('attribute');
  const from = cursor.takeName();
  const to = cursor.takeWords('to') ? cursor.takeName() : undefined;
  if (from === undefined || to === undefined) return [];
  return [{ kind: 'columns', name, ...NOTHING, renamed: [{ from, to }] }];
}

function moved(name: QualifiedName, schema: string | undefined): readonly Declaration[] {
  return schema === undefined ? [] : [likeFormer({ schema, name: name.name }, name)];
}

function likeFormer(name: QualifiedName, former: QualifiedName): Declaration {
  return { kind: 'relation', name, is: 'table', temporary: false, columns: [], bases: [former] };
}

function readAction(cursor: TokenCursor, text: string): Change {
  if (cursor.takeWords('add')) return readAddition(cursor, text);
  if (cursor.takeWords('drop')) return readRemoval(cursor);
  if (cursor.takeWords('alter')) return readNewType(cursor, text);
  return NOTHING;
}

function readAddition(cursor: TokenCursor, text: string): Change {
  if (CONSTRAINTS.has(cursor.word ?? '')) return NOTHING;
  if (!cursor.takeWords('column')) cursor.takeWords('attribute');
  cursor.takeWords('if', 'not', 'exists');
  const column = readColumnDefinition(cursor, text);
  return column ? { ...NOTHING, added: [column] } : NOTHING;
}

/** A column that is dropped may be another by the same name later. */
function readRemoval(cursor: TokenCursor): Change {
  if (cursor.word === 'constraint') return NOTHING;
  if (!cursor.takeWords('column')) cursor.takeWords('attribute');
  cursor.takeWords('if', 'exists');
  return change(cursor.takeName(), '');
}

function readNewType(cursor: TokenCursor, text: string): Change {
  if (!cursor.takeWords('column')) cursor.takeWords('attribute');
  const name = cursor.takeName();
  const sets = cursor.takeWords('set', 'data', 'type') || cursor.takeWords('type');
  return sets && !isMark(cursor.token, ';') ? change(name, readTypeText(cursor, text)) : NOTHING;
}

function change(name: string | undefined, type: string): Change {
  const changed: readonly DeclaredColumn[] = name === undefined ? [] : [{ name, type }];
  return { ...NOTHING, changed };
}
