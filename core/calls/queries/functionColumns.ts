/** The columns of functions in FROM (parse_relation.c, addRangeTableEntryForFunction). */
import { TokenCursor, wordOf } from '../../sql/cursor';
import { Parser } from '../expressions/parser';
import type { Field, Typed } from '../expressions/typed';
import { readTypeName } from '../expressions/typeNames';
import { elementOf, isComposite } from '../types/typeFacts';
import { NO_COLUMNS, UNKNOWN_COLUMNS, type ColumnList } from './columnLists';
import type { QueryContext } from './context';

/** A row's columns, or one column that is called as the function is. */
export function columnsOfResult(context: QueryContext, result: Typed | undefined, alias: string): ColumnList {
  if (result?.type === undefined) return UNKNOWN_COLUMNS;
  if (result.fields) return { columns: result.fields, complete: true, ordered: true };
  const declared = context.columnsOfType(result.type);
  if (declared) return declared;
  const isRow = result.type === 'record' || isComposite(result.type);
  if (isRow) return UNKNOWN_COLUMNS;
  // chooseScalarFunctionAlias.
  return { columns: [{ name: result.column ?? alias, type: result.type }], complete: true, ordered: true };
}

/** WITH ORDINALITY. */
export function appendOrdinality(list: ColumnList): ColumnList {
  const ordinality: Field = { name: 'ordinality', type: 'int8' };
  return { ...list, columns: [...list.columns, ordinality], ordered: list.ordered && list.complete };
}

/** `(a int, b text)`. */
export function readDefinitions({ surroundings, findType }: QueryContext, open: number): ColumnList {
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

/**
 * `unnest(a, b)` in FROM is each array unnested beside the other (transformRangeFunction); undefined of anything
 * else. All numbers are indices of tokens.
 */
export function severalUnnested(
  { surroundings }: QueryContext,
  name: number,
  open: number,
): ColumnList | undefined {
  const bracket = surroundings.brackets.get(open);
  const { tokens } = surroundings.fragment;
  if (!bracket?.closed || bracket.commas.length === 0) return undefined;
  if (wordOf(tokens[name]) !== 'unnest' || open !== name + 1) return undefined;
  const starts = [open, ...bracket.commas].map((mark) => mark + 1);
  const columns = starts.map((from, index): Field => {
    const array = new Parser(surroundings).range(from, bracket.commas[index] ?? bracket.close);
    return { name: 'unnest', type: array?.type === undefined ? undefined : elementOf(array.type) };
  });
  return { columns, complete: true, ordered: true };
}
