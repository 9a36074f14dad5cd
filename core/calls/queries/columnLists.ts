/** Lists of columns as FROM's items have them, put together by joins and aliases. */
import type { KnownColumns } from '../expressions/reader';
import type { Field } from '../expressions/typed';
import { commonType } from '../types/commonType';
import { canImplicitly } from '../types/coercion';
import type { TypeId } from '../types/typeFacts';

export type ColumnList = KnownColumns;

export const UNKNOWN_COLUMNS: ColumnList = { columns: [], complete: false, ordered: false };
export const NO_COLUMNS: ColumnList = { columns: [], complete: true, ordered: true };

/** Something that `name.column` may mean. */
export interface Source {
  readonly alias: string;
  readonly schema?: string;
  readonly list: ColumnList;
  /** The type of a row as a whole; undefined where it has no name. */
  readonly row: TypeId | undefined;
}

/** What an item of FROM, or several, make known. */
export interface Namespace {
  readonly sources: readonly Source[];
  /** The columns that may be named alone. */
  readonly list: ColumnList;
}

export const NO_NAMESPACE: Namespace = { sources: [], list: NO_COLUMNS };

export function joinLists(lists: readonly ColumnList[]): ColumnList {
  return {
    columns: lists.flatMap(({ columns }) => columns),
    complete: lists.every(({ complete }) => complete),
    ordered: lists.every(({ ordered }) => ordered),
  };
}

export function joinNamespaces(all: readonly Namespace[]): Namespace {
  return { sources: all.flatMap(({ sources }) => sources), list: joinLists(all.map(({ list }) => list)) };
}

/** `t AS a (x, y)`: the first columns are called so. */
export function rename(list: ColumnList, names: readonly string[]): ColumnList {
  if (names.length === 0) return list;
  if (!list.ordered) return UNKNOWN_COLUMNS;
  const isShort = list.columns.length < names.length;
  if (isShort && list.complete) return UNKNOWN_COLUMNS;
  const renamed = list.columns.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
  const more = isShort ? names.slice(list.columns.length).map((name) => ({ name, type: undefined })) : [];
  return { ...list, columns: [...renamed, ...more] };
}

/** transformFromClauseItem: columns of USING come first and once, of the type that both sides can have. */
export function joinUsing(
  left: ColumnList,
  right: ColumnList,
  using: readonly string[] | 'natural',
): ColumnList {
  if (using === 'natural' && !(left.complete && right.complete)) return UNKNOWN_COLUMNS;
  const names =
    using === 'natural'
      ? left.columns.flatMap(({ name }) => (name !== undefined && find(right, name) ? [name] : []))
      : using;
  if (names.length === 0) return joinLists([left, right]);
  const merged = names.map((name) => ({ name, type: mergedType(find(left, name), find(right, name)) }));
  const rest = (list: ColumnList): ColumnList => ({
    ...list,
    columns: list.columns.filter(({ name }) => name === undefined || !names.includes(name)),
  });
  return joinLists([{ columns: merged, complete: true, ordered: true }, rest(left), rest(right)]);
}

function mergedType(left: Field | undefined, right: Field | undefined): TypeId | undefined {
  if (left?.type === undefined || right?.type === undefined) return undefined;
  return commonType([left.type, right.type], canImplicitly);
}

/** The one column of the name; undefined where there is none, or several. */
export function find({ columns }: ColumnList, name: string): Field | undefined {
  const found = columns.filter((column) => column.name === name);
  return found.length === 1 ? found[0] : undefined;
}

/** Whether a column of the name may be among them. */
export function mayHave({ columns, complete }: ColumnList, wanted: string): boolean {
  return !complete || columns.some(({ name }) => name === undefined || name === wanted);
}
