/** From a call as it is written to PostgreSQL's verdict: first its grammar, then what its parts mean. */
import { isMark, wordOf } from '../sql/cursor';
import { hasHole } from '../sql/holes';
import { identifierName, type Token } from '../sql/tokens';
import type { Span } from '../span';
import type { CallShape } from './arguments';
import type { Bracket, Clause } from './brackets';
import type { Parser } from './expressions/parser';
import type { Typed } from './expressions/typed';
import { syntaxError } from './messages';
import type { Verdict } from './model';
import type { CallHead } from './names';
import { judge, type JudgedArgument } from './verdict';

export interface WrittenCall {
  readonly parser: Parser;
  readonly head: CallHead;
  readonly nameSpan: Span;
  readonly bracket: Bracket;
  readonly shape: CallShape;
  /** undefined where an argument can't be read. */
  readonly values: readonly (Typed | undefined)[];
}

const UNDECIDED: Verdict = { kind: 'undecided' };
const NONE: readonly never[] = [];

export function judgeCall(call: WrittenCall): Verdict {
  const { head, bracket, shape, parser, nameSpan } = call;
  if (!bracket.closed || head.inDatabase || parser.names.hasCasts()) return UNDECIDED;
  const refused = findEmptyArgument(call) ?? findMisusedWithin(call);
  if (refused) return refused;
  const given = readArguments(call);
  if (!given || !isVariadicLast(shape) || !isPlain(call)) return UNDECIDED;
  const tokens = parser.fragment.tokens;
  const isProcedure = wordOf(tokens[head.start - 1]) === 'call';
  // CALL takes no sub-select, nor do CHECK and DEFAULT, and they say so before all else.
  const hasQuery = given.some(({ value }) => value.hasQuery);
  if (hasQuery && (isProcedure || !parser.names.isInQuery(head.start))) return UNDECIDED;
  return judge({
    entry: head.entry,
    name: `${head.schema}.${head.name}`,
    nameSpan,
    isProcedure,
    arguments: given,
    extras: findExtras(shape),
    sortKeys: shape.withinGroup === undefined ? bracket.sortKeys : 0,
    columnDefinitions: bracket.clause === 'from' ? findColumnDefinitions(tokens, shape.next) : undefined,
  });
}

/** `f(a, )`: the grammar stops at the mark where an expression should be. */
function findEmptyArgument({ parser, bracket, shape, values }: WrittenCall): Verdict | undefined {
  const isBare = shape.quantified && shape.arguments.length === 0 && !shape.star;
  const index = shape.arguments.findIndex(({ from, to }) => from >= to);
  const mark = parser.fragment.tokens[isBare ? bracket.close : (shape.arguments[index]?.to ?? -1)];
  if (!mark || values.slice(0, index).includes(undefined)) return undefined;
  const span = { start: mark.start, end: mark.end };
  return syntaxError(`syntax error at or near "${mark.text}"`, span, isBare ? undefined : index);
}

/** gram.y, func_expr: what WITHIN GROUP doesn't go with. */
function findMisusedWithin({ parser, shape, values }: WrittenCall): Verdict | undefined {
  const within = parser.fragment.tokens[(shape.withinGroup ?? -1) - 2];
  if (!within || values.includes(undefined) || !isVariadicLast(shape)) return undefined;
  const span = { start: within.start, end: within.end };
  if (shape.orderBy) return syntaxError('cannot use multiple ORDER BY clauses with WITHIN GROUP', span);
  if (shape.distinct) return syntaxError('cannot use DISTINCT with WITHIN GROUP', span);
  const isVariadic = shape.arguments.some(({ variadic }) => variadic);
  return isVariadic ? syntaxError('cannot use VARIADIC with WITHIN GROUP', span) : undefined;
}

function isVariadicLast({ arguments: given, quantified }: CallShape): boolean {
  const at = given.findIndex(({ variadic }) => variadic);
  return at < 0 || (at === given.length - 1 && !quantified);
}

/** FROM takes neither FILTER nor OVER; aggregates stand among columns; FILTER's condition is read before the call. */
function isPlain({ parser, bracket, shape, values }: WrittenCall): boolean {
  if (shape.filter !== undefined && !isCondition(parser, shape.filter)) return false;
  if (!values.every((value) => isAllowed(value?.special, bracket.clause))) return false;
  if (bracket.clause !== 'from') return true;
  return shape.filter === undefined && shape.window === undefined && shape.withinGroup === undefined;
}

/** Whether a function of a special kind may stand in an argument of a call in this clause. */
function isAllowed(special: Typed['special'], clause: Clause): boolean {
  return special === undefined || clause === 'select' || (clause === 'having' && special === 'a');
}

function isCondition(parser: Parser, open: number): boolean {
  const bracket = parser.brackets.get(open);
  if (!bracket?.closed || wordOf(parser.fragment.tokens[open + 1]) !== 'where') return false;
  const condition = parser.range(open + 2, bracket.close);
  return condition?.type === 'bool' && condition.refusal === undefined;
}

/** undefined where one can't be read. WITHIN GROUP appends its own. */
function readArguments({ parser, shape, values }: WrittenCall): readonly JudgedArgument[] | undefined {
  const given: JudgedArgument[] = [];
  for (const [index, argument] of shape.arguments.entries()) {
    const value = values[index];
    const { name, nameSpan, variadic, span } = argument;
    if (!value || (name !== undefined && hasHole(name))) return undefined;
    given.push({ name, nameSpan, variadic, value, span });
  }
  const sorted = shape.withinGroup === undefined ? [] : readSorted(parser, shape.withinGroup);
  return sorted && [...given, ...sorted];
}

/** `(ORDER BY a DESC NULLS LAST, b)`. */
function readSorted(parser: Parser, open: number): readonly JudgedArgument[] | undefined {
  const { cursor } = parser;
  cursor.index = open + 1;
  if (!cursor.takeWords('order', 'by')) return undefined;
  const sorted: JudgedArgument[] = [];
  do {
    const value = parser.expression();
    if (!value) return undefined;
    const span = { start: value.location, end: value.location };
    sorted.push({ name: undefined, nameSpan: undefined, variadic: false, value, span });
    if (!cursor.takeWords('asc')) cursor.takeWords('desc');
    if (!cursor.takeWords('nulls', 'first')) cursor.takeWords('nulls', 'last');
  } while (cursor.takeMark(','));
  return isMark(cursor.token, ')') ? sorted : undefined;
}

/** In the order in which PostgreSQL looks at them. */
function findExtras(shape: CallShape): readonly string[] {
  const isPlainCall = !shape.distinct && shape.withinGroup === undefined && !shape.orderBy;
  if (isPlainCall && shape.filter === undefined && shape.window === undefined) return NONE;
  const extras: readonly (readonly [string, boolean])[] = [
    ['DISTINCT', shape.distinct],
    ['WITHIN GROUP', shape.withinGroup !== undefined],
    ['ORDER BY', shape.orderBy],
    ['FILTER', shape.filter !== undefined],
    ['OVER', shape.window !== undefined],
  ];
  return extras.filter(([, present]) => present).map(([name]) => name);
}

/** `AS t (a int)`, `AS (a int)`, `t (a int)`: names with types, not the names alone. */
function findColumnDefinitions(tokens: readonly Token[], next: number): Span | undefined {
  let index = wordOf(tokens[next]) === 'as' ? next + 1 : next;
  const alias = tokens[index];
  if (alias && identifierName(alias) !== undefined) index++;
  const [open, column, type] = tokens.slice(index, index + 3);
  if (!isMark(open, '(') || !column || !type || identifierName(column) === undefined) return undefined;
  return identifierName(type) === undefined ? undefined : { start: column.start, end: column.end };
}
