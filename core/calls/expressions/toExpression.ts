import type { Span } from '../../span';
import type { Expression, StaticType } from '../model';
import { displayName, UNKNOWN } from '../types/typeFacts';
import type { Typed } from './typed';

/** As the rest of the program sees an expression; `typed` is undefined where it could not be read. */
export function toExpression(typed: Typed | undefined, span: Span): Expression {
  if (!typed) return { span, type: { kind: 'undecided' }, isNull: false };
  const { literal, psqlVariable, call } = typed;
  return {
    span,
    type: toStaticType(typed.type),
    ...(literal && {
      literal: {
        span: literal.span,
        string: literal.string,
        cast: literal.cast === undefined ? undefined : displayName(literal.cast),
      },
    }),
    isNull: typed.isNull === true,
    ...(psqlVariable !== undefined && { psqlVariable }),
    ...(call && { call }),
  };
}

function toStaticType(type: Typed['type']): StaticType {
  if (type === undefined) return { kind: 'undecided' };
  return type === UNKNOWN ? { kind: 'unknown' } : { kind: 'known', name: displayName(type) };
}
