/** c_expr of gram.y: constants, names, calls, parentheses, and what is taken out of them by `.` and `[]`. */
import { isMark } from '../../sql/cursor';
import { readName } from '../names';
import { elementOf } from '../types/typeFacts';
import { isColumnName } from '../words';
import { undecided } from './apply';
import { readConstant } from './constants';
import { readConstruct } from './constructs';
import { readFunctionCall } from './functionCalls';
import { readList } from './lists';
import { readSubquery } from './queries';
import { rowOf } from './rows';
import type { ExpressionReader } from './reader';
import type { Typed } from './typed';
import { findDeclaration } from './variables';

export function readPrimary(reader: ExpressionReader): Typed | undefined {
  const constant = readConstant(reader);
  if (constant !== 'none') {
    const isParameter = constant && reader.cursor.tokens[constant.from]?.kind === 'parameter';
    return isParameter ? readIndirection(reader, constant) : constant;
  }
  if (isMark(reader.cursor.token, '(')) {
    const inner = readParenthesized(reader);
    return inner && readIndirection(reader, inner);
  }
  const construct = readConstruct(reader);
  if (construct !== 'none') return construct;
  const call = readFunctionCall(reader);
  return call === 'none' ? readColumn(reader) : call;
}

/** A sub-select, a row of several expressions, or one in parentheses. */
function readParenthesized(reader: ExpressionReader): Typed | undefined {
  const { cursor } = reader;
  const from = cursor.index;
  const query = readSubquery(reader);
  if (query !== 'none') return query;
  const items = readList(reader, '(', ')');
  const [first] = items ?? [];
  if (!items || !first) return undefined;
  const extent = { from, to: cursor.index };
  if (items.length === 1) return { ...first, ...extent };
  const location = reader.fragment.tokens[from]?.start ?? 0;
  return rowOf(items, { ...extent, location });
}

/** `(f(x)).column`, `$1[1]`. */
function readIndirection(reader: ExpressionReader, base: Typed): Typed | undefined {
  const { cursor } = reader;
  let read: Typed = base;
  for (;;) {
    if (isMark(cursor.token, '.')) {
      const next = readSelection(reader, read);
      if (!next) return undefined;
      read = next;
    } else if (isMark(cursor.token, '[')) {
      const next = readSubscript(reader, read);
      if (!next) return undefined;
      read = next;
    } else return read;
  }
}

/** `.column` or `.*`. */
function readSelection(reader: ExpressionReader, base: Typed): Typed | undefined {
  const { cursor } = reader;
  cursor.advance();
  if (cursor.takeMark('*')) {
    const place = { from: base.from, to: cursor.index, location: base.location };
    return { ...undecided(place, [base]), isWholeRow: true };
  }
  const named = readName(cursor.tokens, cursor.index);
  if (!named) return undefined;
  cursor.index = named.next;
  return readField(base, named.name, cursor.index);
}

/** An OUT column of a call of ours; the columns of the ARN structure are Amazon's own business. */
function readField(base: Typed, name: string, to: number): Typed {
  const place = { from: base.from, to, location: base.location };
  const { call } = base;
  const overload = call?.verdict.kind === 'ok' ? call.verdict.overload : undefined;
  const column = overload?.outColumns.find((candidate) => candidate.name === name);
  if (!column) return undecided(place, [base]);
  return { ...undecided(place, [base]), type: column.type === 'integer' ? 'int4' : column.type };
}

/** An element, or a slice of the same type. */
function readSubscript(reader: ExpressionReader, base: Typed): Typed | undefined {
  const { cursor } = reader;
  cursor.advance();
  let isSlice = false;
  const parts: Typed[] = [base];
  while (!cursor.takeMark(']')) {
    if (cursor.takeMark(':')) isSlice = true;
    else {
      const index = reader.expression();
      if (!index) return undefined;
      parts.push(index);
    }
  }
  const whole = undecided({ from: base.from, to: cursor.index, location: base.location }, parts);
  if (base.type === undefined || parts.some(({ type }) => type !== 'int4' && type !== base.type))
    return whole;
  const type = isSlice ? base.type : elementOf(base.type);
  return elementOf(base.type) === undefined || type === undefined
    ? { ...whole, refusal: 'unsure' }
    : { ...whole, type };
}

/** A column, whose type the text doesn't tell, or a variable, whose declaration does. */
function readColumn(reader: ExpressionReader): Typed | undefined {
  const { cursor, fragment } = reader;
  const from = cursor.index;
  const named = readName(cursor.tokens, from);
  if (!named || !isColumnName(named.token)) return undefined;
  cursor.index = named.next;
  const type = isMark(cursor.token, '.') ? undefined : findDeclaration(fragment, named.name)?.type;
  const column = undecided({ from, to: cursor.index, location: named.token.start });
  return readIndirection(reader, { ...column, type });
}
