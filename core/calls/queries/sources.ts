/** What the items of FROM make known. */
import { TokenCursor } from '../../sql/cursor';
import { Parser } from '../expressions/parser';
import { joinNamespaces, joinUsing, rename, UNKNOWN_COLUMNS } from './columnLists';
import type { Namespace, Source } from './columnLists';
import type { QueryContext } from './context';
import type { FromItem, FunctionItem, JoinItem, QueryItem, SpecialItem, TableItem } from './fromItem';
import { appendOrdinality, columnsOfResult, readDefinitions, severalUnnested } from './functionColumns';
import { columnsOfSpecial } from './specialSources';

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
      return ofSpecial(context, item);
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
  const several = severalUnnested(context, name, open);
  const result = several ? undefined : new Parser(context.surroundings).range(name, close + 1);
  const own = several ?? columnsOfResult(context, result, alias);
  const list = ordinality ? appendOrdinality(own) : own;
  const row = ordinality || several ? 'record' : result?.type;
  return single({ alias, list: rename(list, columnNames), row });
}

function ofSpecial(context: QueryContext, item: SpecialItem): Namespace {
  const columns = columnsOfSpecial(context, item);
  const list = rename(item.ordinality ? appendOrdinality(columns) : columns, item.columnNames);
  return single({ alias: item.alias ?? '', list, row: 'record' });
}

function ofJoin(context: QueryContext, { left, right, using, alias, columnNames }: JoinItem): Namespace {
  const sides = [context.namespace(left), context.namespace(right)];
  const [first, second] = sides;
  if (!first || !second) return UNKNOWN_NAMESPACE;
  const list = rename(joinUsing(first.list, second.list, using), columnNames);
  if (alias !== undefined) return single({ alias, list, row: 'record' });
  return { sources: joinNamespaces(sides).sources, list };
}
