/** Items of FROM with a grammar of their own: ROWS FROM, XMLTABLE, JSON_TABLE. All numbers are indices of tokens. */
import { isMark, TokenCursor, wordOf } from '../../sql/cursor';
import type { Bracket } from '../brackets';
import { Parser } from '../expressions/parser';
import type { Field } from '../expressions/typed';
import { readTypeName } from '../expressions/typeNames';
import { joinLists, NO_COLUMNS, UNKNOWN_COLUMNS, type ColumnList } from './columnLists';
import type { QueryContext } from './context';
import type { SpecialItem } from './fromItem';
import { columnsOfResult, readDefinitions, severalUnnested } from './functionColumns';

export function columnsOfSpecial(context: QueryContext, { word, open }: SpecialItem): ColumnList {
  const bracket = context.surroundings.brackets.get(open);
  if (!bracket) return UNKNOWN_COLUMNS;
  if (word === 'rows') return ofRows(context, bracket);
  const columns = findTop(context, bracket, 'columns');
  if (columns === undefined) return UNKNOWN_COLUMNS;
  if (word === 'xmltable') return readColumns(context, columns + 1, bracket.close);
  const inner = context.surroundings.brackets.get(columns + 1);
  return inner ? readColumns(context, inner.open + 1, inner.close) : UNKNOWN_COLUMNS;
}

/** `ROWS FROM (f(a), g(b) AS (c int))`: the columns of all, side by side. */
function ofRows(context: QueryContext, bracket: Bracket): ColumnList {
  const starts = [bracket.open, ...bracket.commas].map((mark) => mark + 1);
  return joinLists(
    starts.map((from, index) => ofFunction(context, from, bracket.commas[index] ?? bracket.close)),
  );
}

function ofFunction(context: QueryContext, from: number, to: number): ColumnList {
  const { surroundings } = context;
  const { tokens } = surroundings.fragment;
  let open = from;
  while (open < to && !isMark(tokens[open], '(')) open++;
  const close = surroundings.brackets.get(open)?.close ?? open;
  if (wordOf(tokens[close + 1]) === 'as' && isMark(tokens[close + 2], '('))
    return readDefinitions(context, close + 2);
  if (close + 1 !== to) return UNKNOWN_COLUMNS;
  const several = severalUnnested(context, from, open);
  if (several) return several;
  const called = tokens[open - 1];
  const name = called && new TokenCursor([called]).takeName();
  return columnsOfResult(context, new Parser(surroundings).range(from, to), name ?? '');
}

/** The word directly in the parentheses. */
function findTop({ surroundings }: QueryContext, bracket: Bracket, word: string): number | undefined {
  const { tokens } = surroundings.fragment;
  for (let index = bracket.open + 1; index < bracket.close; index++) {
    if (wordOf(tokens[index]) === word) return index;
    index = surroundings.brackets.get(index)?.close ?? index;
  }
  return undefined;
}

/** `a int PATH '…' DEFAULT 0, b FOR ORDINALITY`; those of NESTED come last. */
function readColumns(context: QueryContext, from: number, to: number): ColumnList {
  const cursor = new TokenCursor(context.surroundings.fragment.tokens, from);
  const columns: Field[] = [];
  const nested: ColumnList[] = [];
  while (cursor.index < to) {
    const start = cursor.index;
    const end = findEnd(context, start, to);
    const inner = cursor.word === 'nested' ? nestedColumns(context, start, end) : undefined;
    if (inner) nested.push(inner);
    else {
      const column = readColumn(context, cursor);
      if (!column) return UNKNOWN_COLUMNS;
      columns.push(column);
    }
    cursor.index = end + 1;
  }
  return joinLists([{ ...NO_COLUMNS, columns }, ...nested]);
}

function readColumn({ findType }: QueryContext, cursor: TokenCursor): Field | undefined {
  const name = cursor.takeName();
  if (name === undefined) return undefined;
  if (cursor.takeWords('for', 'ordinality')) return { name, type: 'int4' };
  const type = readTypeName(cursor, findType);
  return type && { name, type: type.type };
}

/** `NESTED [PATH] '…' [AS name] COLUMNS (…)`. */
function nestedColumns(context: QueryContext, from: number, to: number): ColumnList | undefined {
  const { fragment, brackets } = context.surroundings;
  for (let index = from + 1; index < to; index++) {
    const inner = brackets.get(index + 1);
    if (wordOf(fragment.tokens[index]) === 'columns' && inner)
      return readColumns(context, inner.open + 1, inner.close);
  }
  return undefined;
}

/** The comma behind the column, or the end. */
function findEnd({ surroundings }: QueryContext, from: number, to: number): number {
  let index = from;
  while (index < to && !isMark(surroundings.fragment.tokens[index], ',')) {
    index = (surroundings.brackets.get(index)?.close ?? index) + 1;
  }
  return Math.min(index, to);
}
