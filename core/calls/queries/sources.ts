/** What the items of FROM make known. */
import { TokenCursor } from '../../sql/cursor';
import { readTypeName } from '../expressions/typeNames';
import { Parser } from '../expressions/parser';
import type { Field, Typed } from '../expressions/typed';
import { isComposite } from '../types/typeFacts';
import { joinNamespaces, joinUsing, NO_COLUMNS, rename, UNKNOWN_COLUMNS } from './columnLists';
import type { ColumnList, Namespace, Source } from './columnLists';
import type { QueryContext } from './context';
import type { FromItem, FunctionItem, JoinItem, QueryItem, TableItem } from './fromItems';

const UNKNOWN_NAMESPACE: Namespace = { sources: [], list: UNKNOWN_COLUMNS };

export function namespaceOf(context: QueryContext, item: FromItem): Namespace {
  switch (item.kind) {
    case 'table':
      return ofTable(context, item);
    case 'query':
      return ofQuery(context, item);
    case 'function':
      return ofFunction(context, item);
    case 'join':
      return ofJoin(context, item);
    case 'special':
      return single({ alias: item.alias ?? '', list: UNKNOWN_COLUMNS, row: undefined });
    case 'unknown':
      return UNKNOWN_NAMESPACE;
  }
}

function single(source: Source): Namespace {
  return { sources: [source], list: source.list };
}

function ofTable(context: QueryContext, { name, alias, columnNames, start }: TableItem): Namespace {
  const found = context.relation(name, start);
  const list = rename(found?.list ?? UNKNOWN_COLUMNS, columnNames);
  const source = { alias: alias ?? name.name, list, row: found?.row };
  const isPlain = alias === undefined && name.schema !== undefined;
  return single(isPlain ? { ...source, schema: name.schema } : source);
}

function ofQuery(context: QueryContext, { open, alias = '', columnNames }: QueryItem): Namespace {
  const list = rename(context.output(open) ?? UNKNOWN_COLUMNS, columnNames);
  return single({ alias, list, row: 'record' });
}

function ofFunction(context: QueryContext, item: FunctionItem): Namespace {
  const { tokens } = context.surroundings.fragment;
  const { name, open, ordinality, columnNames } = item;
  const called = tokens[open - 1];
  const alias = item.alias ?? (called && new TokenCursor([called]).takeName()) ?? '';
  if (item.definitions !== undefined) {
    const list = readDefinitions(context, item.definitions);
    return single({ alias, list, row: 'record' });
  }
  const close = context.surroundings.brackets.get(open)?.close ?? open;
  const result = new Parser(context.surroundings).range(name, close + 1);
  const own = columnsOfResult(context, result, alias);
  const list = ordinality ? appendOrdinality(own) : own;
  return single({ alias, list: rename(list, columnNames), row: ordinality ? 'record' : result?.type });
}

/** addRangeTableEntryForFunction: a row's columns, or one column that is called as the function is. */
function columnsOfResult(context: QueryContext, result: Typed | undefined, alias: string): ColumnList {
  if (result?.type === undefined) return UNKNOWN_COLUMNS;
  if (result.fields) return { columns: result.fields, complete: true, ordered: true };
  const declared = context.columnsOfType(result.type);
  if (declared) return declared;
  const isRow = result.type === 'record' || isComposite(result.type);
  if (isRow) return UNKNOWN_COLUMNS;
  // chooseScalarFunctionAlias.
  return { columns: [{ name: result.column ?? alias, type: result.type }], complete: true, ordered: true };
}

function appendOrdinality(list: ColumnList): ColumnList {
  const ordinality: Field = { name: 'ordinality', type: 'int8' };
  return { ...list, columns: [...list.columns, ordinality], ordered: list.ordered && list.complete };
}

/** `(a int, b text)`. */
function readDefinitions({ surroundings, findType }: QueryContext, open: number): ColumnList {
  const cursor = new TokenCursor(surroundings.fragment.tokens, open + 1);
  const columns: Field[] = [];
  do {
    const name = cursor.takeName();
    const type = name === undefined ? undefined : readTypeName(cursor, findType);
    if (!type) return UNKNOWN_COLUMNS;
    columns.push({ name, type: type.type });
    if (cursor.takeWords('collate')) cursor.takeName();
  } while (cursor.takeMark(','));
  return { ...NO_COLUMNS, columns };
}

function ofJoin(context: QueryContext, { left, right, using, alias, columnNames }: JoinItem): Namespace {
  const sides = [context.namespace(left), context.namespace(right)];
  const [first, second] = sides;
  if (!first || !second) return UNKNOWN_NAMESPACE;
  const list = rename(joinUsing(first.list, second.list, using), columnNames);
  if (alias !== undefined) return single({ alias, list, row: 'record' });
  return { sources: joinNamespaces(sides).sources, list };
}
