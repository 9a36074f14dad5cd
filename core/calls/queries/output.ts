/** The columns that queries give (analyze.c). */
import { isMark, wordOf } from '../../sql/cursor';
import { identifierName, type Token } from '../../sql/tokens';
import { readName } from '../names';
import { isReserved } from '../words';
import { comparable, undecided, unite, type Place } from '../expressions/apply';
import { Parser } from '../expressions/parser';
import type { ExpressionReader, QueryOutput } from '../expressions/reader';
import { readList } from '../expressions/lists';
import { inherit, isUntyped, type Field, type Typed } from '../expressions/typed';
import { canImplicitly } from '../types/coercion';
import { commonType } from '../types/commonType';
import type { ColumnList } from './columnLists';
import { UNKNOWN_COLUMNS } from './columnLists';
import type { QueryContext } from './context';
import { regionsOf, type Arm, type Statement } from './regions';

const NOTHING: QueryOutput = { columns: [], typed: [], complete: true, ordered: true, hasSource: true };
const UNKNOWN_OUTPUT: QueryOutput = { ...UNKNOWN_COLUMNS, typed: [], hasSource: true };

/** Of one query, or of the RETURNING of a statement that changes data; undefined where it can't be read. */
export function outputOf(context: QueryContext, statement: Statement): QueryOutput | undefined {
  const { dml, arms } = statement;
  if (dml) return returned(context, dml);
  const terms: (QueryOutput | undefined)[] = [];
  // INTERSECT binds stronger than the others.
  for (const arm of arms) {
    const output = armOutput(context, arm);
    if (arm.operator !== 'intersect') terms.push(output);
    else terms.push(combine(terms.pop(), output, isDistinct(context, arm)));
  }
  const rest = arms.filter(({ operator }) => operator !== 'intersect').slice(1);
  return rest.reduce(
    (left, arm, index) => combine(left, terms[index + 1], isDistinct(context, arm)),
    terms[0],
  );
}

function returned(context: QueryContext, dml: Arm): QueryOutput | undefined {
  const [region] = regionsOf(dml, 'returning');
  return region ? selected(context, dml, 'returning') : NOTHING;
}

/** The types of columns, once no other query follows that could give them one: untyped literals are text. */
export function resolved(output: QueryOutput): QueryOutput {
  return { ...output, columns: output.columns.map((column, index) => resolve(column, output.typed[index])) };
}

function resolve(column: Field, typed: Typed | undefined): Field {
  return typed && isUntyped(typed) ? { ...column, type: 'text' } : column;
}

function armOutput(context: QueryContext, arm: Arm): QueryOutput | undefined {
  switch (arm.kind) {
    case 'select':
      return selected(context, arm, 'select');
    case 'values':
      return values(context, arm);
    case 'table':
      return table(context, arm);
    case 'nested':
      return context.output(arm.start);
    default:
      return undefined;
  }
}

function isDistinct({ surroundings }: QueryContext, arm: Arm): boolean {
  const before = surroundings.fragment.tokens[arm.start - 1];
  return wordOf(before) !== 'all';
}

/** transformSetOperationTree: column by column, two queries at a time. */
function combine(
  left: QueryOutput | undefined,
  right: QueryOutput | undefined,
  distinct: boolean,
): QueryOutput | undefined {
  if (!left || !right) return undefined;
  const isKnown = left.complete && right.complete && left.ordered && right.ordered;
  if (!isKnown || left.typed.length !== right.typed.length) return UNKNOWN_OUTPUT;
  const typed = left.typed.map((one, index) => combineColumn(one, right.typed[index] ?? one, distinct));
  return {
    ...left,
    typed,
    columns: typed.map(({ type }, index) => ({ name: left.columns[index]?.name, type })),
  };
}

function combineColumn(left: Typed, right: Typed, distinct: boolean): Typed {
  const place: Place = left;
  const types = [left, right].map(({ type }) => type).filter((type) => type !== undefined);
  const common = types.length < 2 ? undefined : commonType(types, canImplicitly);
  const whole: Typed = { ...undecided(place), ...inherit([left, right]), type: common };
  const column =
    types.length === 2 && common === undefined ? { ...whole, refusal: 'unsure' as const } : whole;
  return distinct ? comparable(column) : column;
}

/** The rows of VALUES together. */
function values(context: QueryContext, arm: Arm): QueryOutput | undefined {
  const [region] = arm.regions;
  if (!region) return undefined;
  const parser = new Parser(context.surroundings);
  parser.cursor.index = region.start;
  const rows: (readonly Typed[])[] = [];
  do {
    const row = readList(parser, '(', ')');
    if (!row) return undefined;
    rows.push(row);
  } while (parser.cursor.takeMark(','));
  const [first = []] = rows;
  if (rows.some((row) => row.length !== first.length)) return undefined;
  const typed = first.map((value, column) => {
    const all = rows.map((row) => row[column] ?? value);
    const whole = all.length === 1 ? value : unite(all, value);
    return whole.special ? { ...whole, refusal: 'unsure' as const } : whole;
  });
  const columns = typed.map(({ type, fields }, index) => toField(`column${index + 1}`, type, fields));
  return { columns, typed, complete: true, ordered: true, hasSource: true };
}

function table(context: QueryContext, arm: Arm): QueryOutput | undefined {
  const { tokens } = context.surroundings.fragment;
  const named = readName(tokens, arm.start + 1);
  if (!named || isMark(tokens[named.next], '.')) return undefined;
  const found = context.relation({ name: named.name }, arm.start + 1);
  return found ? expanded(found.list, placeAt(context, arm.start)) : UNKNOWN_OUTPUT;
}

function expanded(list: ColumnList, place: Place): QueryOutput {
  const typed = list.columns.map(({ type, fields }): Typed => {
    const column = undecided(place);
    return { ...column, type, ...(fields && { fields }) };
  });
  return { ...list, typed, hasSource: true };
}

/** The items of a SELECT list or RETURNING. */
function selected(context: QueryContext, arm: Arm, clause: 'select' | 'returning'): QueryOutput | undefined {
  const parts: QueryOutput[] = [];
  let distinct = false;
  for (const { start, end } of regionsOf(arm, clause)) {
    const parser = new Parser(context.surroundings);
    parser.cursor.index = start;
    const quantifier = clause === 'select' ? readQuantifier(parser) : 'all';
    if (!quantifier) return undefined;
    distinct ||= quantifier === 'distinct';
    if (parser.cursor.index >= end) continue;
    do {
      const item = readItem(context, parser, end);
      if (!item) return undefined;
      parts.push(item);
    } while (parser.cursor.takeMark(','));
    if (parser.cursor.index !== end) return undefined;
  }
  const typed = parts.flatMap((part) => part.typed);
  return {
    columns: parts.flatMap(({ columns }) => columns),
    typed: distinct ? typed.map(comparable) : typed,
    complete: parts.every(({ complete }) => complete),
    ordered: parts.every(({ ordered }) => ordered),
    hasSource: arm === arm.statement.dml || regionsOf(arm, 'from').length > 0,
  };
}

function readQuantifier(reader: ExpressionReader): 'all' | 'distinct' | undefined {
  const { cursor } = reader;
  if (!cursor.takeWords('distinct')) {
    cursor.takeWords('all');
    return 'all';
  }
  return cursor.takeWords('on') && !readList(reader, '(', ')') ? undefined : 'distinct';
}

/** An expression with its alias, `*`, or `t.*`. */
function readItem(context: QueryContext, reader: ExpressionReader, end: number): QueryOutput | undefined {
  const { cursor } = reader;
  const place = placeAt(context, cursor.index);
  if (cursor.takeMark('*')) return expanded(context.star(undefined, place.from), place);
  const alias = readStarred(cursor.tokens, cursor.index);
  if (alias) {
    cursor.index = alias.next;
    return expanded(context.star(alias.parts, place.from), place);
  }
  const value = reader.expression();
  if (!value) return undefined;
  const name = readAlias(reader, end) ?? value.label ?? value.weakLabel ?? '?column?';
  if (!value.isWholeRow)
    return {
      columns: [toField(name, value.type, value.fields)],
      typed: [value],
      complete: true,
      ordered: true,
      hasSource: true,
    };
  const { fields } = value;
  const list = fields ? { columns: fields, complete: true, ordered: true } : UNKNOWN_COLUMNS;
  const output = expanded(list, place);
  return fields ? output : { ...output, typed: [value] };
}

/** `t.*`, `s.t.*`. */
function readStarred(tokens: readonly Token[], from: number) {
  const parts: string[] = [];
  let at = from;
  for (;;) {
    const named = readName(tokens, at);
    if (!named || !isMark(tokens[named.next], '.')) return undefined;
    parts.push(named.name);
    at = named.next + 1;
    if (isMark(tokens[at], '*')) return { parts, next: at + 1 };
  }
}

function readAlias({ cursor }: ExpressionReader, end: number): string | undefined {
  if (cursor.index >= end) return undefined;
  if (cursor.takeWords('as')) return cursor.takeName();
  const isAlias = cursor.token && !isReserved(cursor.token) && identifierName(cursor.token) !== undefined;
  return isAlias ? cursor.takeName() : undefined;
}

function toField(name: string, type: Typed['type'], fields: Typed['fields']): Field {
  return { name, type, ...(fields && { fields }) };
}

function placeAt({ surroundings }: QueryContext, index: number): Place {
  const { tokens, text } = surroundings.fragment;
  return { from: index, to: index, location: tokens[index]?.start ?? text.length };
}
