import type { Span } from '../../span';
import type { Expression, LiteralValue, StaticType } from '../model';
import { displayName, UNKNOWN } from '../types/typeFacts';
import type { Literal, Typed } from './typed';

/** As the rest of the program sees an expression; `typed` is undefined where it could not be read. */
export function toExpression(typed: Typed | undefined, span: Span): Expression {
  const { type, literal, isNull = false, psqlVariable, call } = typed ?? NOTHING;
  return {
    span,
    type: toStaticType(type),
    literal: literal && toLiteralValue(literal),
    isNull,
    psqlVariable,
    call,
  };
}

const NOTHING: Partial<Typed> = {};

function toLiteralValue({ span, string, cast }: Literal): LiteralValue {
  return { span, string, cast: cast === undefined ? undefined : displayName(cast) };
}

const UNDECIDED: StaticType = { kind: 'undecided' };
const UNTYPED: StaticType = { kind: 'unknown' };

function toStaticType(type: Typed['type']): StaticType {
  if (type === undefined) return UNDECIDED;
  return type === UNKNOWN ? UNTYPED : { kind: 'known', name: displayName(type) };
}
