/** What is taken out of a value by brackets (parse_node.c, transformContainerSubscripts; jsonbsubs.c). */
import { canImplicitly, hasCast } from '../types/coercion';
import { baseOf } from '../types/declaredTypes';
import { elementOf, type TypeId } from '../types/typeFacts';
import { undecided } from './apply';
import type { ExpressionReader } from './reader';
import { isUntyped, refuseAs, type Typed } from './typed';

interface Subscripts {
  readonly values: readonly Typed[];
  /** One of them is `[a:b]`, so that all stand for ranges. */
  readonly isSlice: boolean;
}

/** All brackets in a row, where the cursor stands: `x[1][2]` is one element of two dimensions. */
export function readSubscripts(reader: ExpressionReader, base: Typed): Typed | undefined {
  const { cursor } = reader;
  const values: Typed[] = [];
  let isSlice = false;
  while (cursor.takeMark('[')) {
    const read = readBounds(reader);
    if (!read) return undefined;
    values.push(...read.values);
    isSlice ||= read.isSlice;
  }
  const { label } = base;
  const place = { from: base.from, to: cursor.index, location: base.location };
  const { type, takes } = resultOf(base.type, isSlice);
  const parts = takes === 'index' ? values.map(checkIndex) : takes === 'key' ? values.map(checkKey) : values;
  const whole = { ...undecided(place, [base, ...parts]), ...(label !== undefined && { label }) };
  if (whole.refusal !== undefined || base.type === undefined) return whole;
  return type === undefined ? { ...whole, refusal: 'unsure' } : { ...whole, type };
}

/** Behind a bracket: `1]`, `1:2]`, `:]`. */
function readBounds(reader: ExpressionReader): Subscripts | undefined {
  const { cursor } = reader;
  const values: Typed[] = [];
  let isSlice = false;
  while (!cursor.takeMark(']')) {
    if (cursor.takeMark(':')) isSlice = true;
    else if (isBareBound(reader)) {
      isSlice = true;
      cursor.advance();
    } else {
      const value = reader.expression();
      if (!value) return undefined;
      values.push(value);
    }
  }
  return isSlice || values.length === 1 ? { values, isSlice } : undefined;
}

/** `:2` of `[1:2]`, which psql takes for a variable only if one is called so. */
function isBareBound({ cursor }: ExpressionReader): boolean {
  return cursor.token?.kind === 'psqlVariable' && /^:\d{1,9}$/.test(cursor.token.text);
}

/** What is taken out of a value of the type, and by what. jsonb has brackets since PostgreSQL 14. */
function resultOf(
  type: TypeId | undefined,
  isSlice: boolean,
): { readonly type: TypeId | undefined; readonly takes: 'index' | 'key' | undefined } {
  const base = type === undefined ? undefined : baseOf(type);
  if (base === 'jsonb') return { type: isSlice ? undefined : base, takes: 'key' };
  const element = base === undefined ? undefined : elementOf(base);
  if (element === undefined) return { type: undefined, takes: undefined };
  return { type: isSlice ? base : element, takes: 'index' };
}

function checkIndex(index: Typed): Typed {
  const { type } = index;
  if (type === undefined) return index;
  const refusal = isUntyped(index) ? refuseAs(index, 'int4') : undefined;
  const isFit = refusal === undefined && (isUntyped(index) || hasCast(type, 'int4', 'assignment'));
  return isFit ? index : { ...index, refusal: index.refusal ?? 'unsure' };
}

/** A text or a number; of what becomes either, PostgreSQL can't tell which. */
function checkKey(key: Typed): Typed {
  const { type } = key;
  if (type === undefined || (isUntyped(key) && !key.isParameter)) return key;
  const isOne = canImplicitly(type, 'text') !== canImplicitly(type, 'int4');
  return isOne && !isUntyped(key) ? key : { ...key, refusal: key.refusal ?? 'unsure' };
}
