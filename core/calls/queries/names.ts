/** What a name means where it stands: a column, a row, a variable (parse_expr.c, transformColumnRef; pl_comp.c). */
import type { Field } from '../expressions/typed';
import { find, joinLists, mayHave, UNKNOWN_COLUMNS, type ColumnList, type Source } from './columnLists';
import type { QueryContext } from './context';
import { visibleAt } from './visible';

/** Columns that every table has without saying so (sysattr.h). */
const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(['ctid', 'xmin', 'cmin', 'xmax', 'cmax', 'tableoid']);

/** `none`: no query has it · `unsure`: one may. */
export type Meaning = Field | 'none' | 'unsure';

export function columnMeaning(context: QueryContext, parts: readonly string[], at: number): Meaning {
  const [first = '', second, third] = parts;
  if (second === undefined) return bareMeaning(context, first, at);
  if (parts.length > 3) return 'unsure';
  const source = findSource(context, third === undefined ? [first] : [first, second], at);
  if (typeof source === 'string') return source;
  const column = third ?? second;
  const found = find(source.list, column);
  if (found) return found;
  return 'unsure';
}

function bareMeaning(context: QueryContext, name: string, at: number): Meaning {
  for (const visible of visibleAt(context, at)) {
    if (visible === 'unknown') return 'unsure';
    const { list, sources } = visible;
    const found = find(list, name);
    if (found && list.complete) return found;
    if (mayHave(list, name)) return 'unsure';
    const row = sources.filter(({ alias }) => alias === name);
    if (row.length > 0) return row.length === 1 && row[0] ? rowOf(row[0]) : 'unsure';
    if (SYSTEM_COLUMNS.has(name) && sources.length > 0) return 'unsure';
  }
  return 'none';
}

/** A source named for itself is its row; that of a function with one column is the column. */
function rowOf({ alias, row, list }: Source): Field {
  return { name: alias, type: row, ...(list.complete && { fields: list.columns }), isSourceRow: true };
}

/** The innermost source that is called so. */
export function findSource(
  context: QueryContext,
  parts: readonly string[],
  at: number,
): Source | 'none' | 'unsure' {
  const [alias = '', schema] = parts.toReversed();
  for (const visible of visibleAt(context, at)) {
    if (visible === 'unknown') return 'unsure';
    const { sources, list } = visible;
    const found = sources.filter(
      (source) => source.alias === alias && (schema === undefined || source.schema === schema),
    );
    if (found.length > 1) return 'unsure';
    if (found[0]) return found[0];
    // An item that could not be read may be called anything.
    if (!list.complete && sources.length === 0) return 'unsure';
  }
  return 'none';
}

/** `*` or `t.*`. */
export function starOf(context: QueryContext, parts: readonly string[] | undefined, at: number): ColumnList {
  if (parts) {
    const source = findSource(context, parts, at);
    return typeof source === 'string' ? UNKNOWN_COLUMNS : source.list;
  }
  const [visible = 'unknown'] = visibleAt(context, at);
  return visible === 'unknown' ? UNKNOWN_COLUMNS : joinLists([visible.list]);
}
