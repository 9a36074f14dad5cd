/** c_expr of gram.y: constants, names, calls, parentheses, and what is taken out of them by `.` and `[]`. */
import { isMark } from '../../sql/cursor';
import { readName } from '../names';
import { isColumnName } from '../words';
import { undecided } from './apply';
import { readConstant } from './constants';
import { readConstruct } from './constructs';
import { readFunctionCall } from './functionCalls';
import { readList } from './lists';
import { readSubquery } from './queries';
import { rowOf } from './rows';
import type { ExpressionReader } from './reader';
import { readSubscripts } from './subscripts';
import type { Field, Typed } from './typed';

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
      const next = readSubscripts(reader, read);
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
    const fields = fieldsOf(reader, base);
    return { ...undecided(place, [base]), isWholeRow: true, ...(fields && { fields }) };
  }
  const named = readName(cursor.tokens, cursor.index);
  if (!named) return undefined;
  cursor.index = named.next;
  return readField(reader, base, named.name, cursor.index);
}

/** A column of a row; those of the ARN structure are Amazon's own business. */
function readField(reader: ExpressionReader, base: Typed, name: string, to: number): Typed {
  const place = { from: base.from, to, location: base.location };
  const found = fieldsOf(reader, base)?.filter((field) => field.name === name) ?? [];
  const [field] = found;
  const whole = { ...undecided(place, [base]), label: name };
  return field && found.length === 1 ? withField(whole, field) : whole;
}

function fieldsOf({ names }: ExpressionReader, { type, fields }: Typed): readonly Field[] | undefined {
  return fields ?? (type === undefined ? undefined : names.fieldsOf(type));
}

function withField(whole: Typed, { type, fields, isSourceRow }: Field): Typed {
  return { ...whole, type, ...(fields && { fields }), ...(isSourceRow && { isSourceRow }) };
}

/** A column or a variable, its type undefined where nobody tells. */
function readColumn(reader: ExpressionReader): Typed | undefined {
  const { cursor, names } = reader;
  const from = cursor.index;
  const first = cursor.token;
  if (!first || !isColumnName(first)) return undefined;
  const parts = readParts(reader);
  if (parts.length === 0) return undefined;
  const column = undecided({ from, to: cursor.index, location: first.start });
  const field = names.lookup(parts, from) ?? { name: undefined, type: undefined };
  const label = parts.at(-1) ?? '';
  return readIndirection(reader, withField({ ...column, label }, field));
}

/** `a`, `t.a`, `s.t.a`; a star at the end is no part of it. */
function readParts({ cursor }: ExpressionReader): readonly string[] {
  const parts: string[] = [];
  for (;;) {
    const named = readName(cursor.tokens, cursor.index);
    if (!named) return [];
    parts.push(named.name);
    cursor.index = named.next;
    if (!isMark(cursor.token, '.') || isMark(cursor.peek(), '*')) return parts;
    cursor.advance();
  }
}
