/** Whether what is said round the arguments of a call goes with the kind of its function (parse_func.c, parse_agg.c). */
import type { Token } from '../../sql/tokens';
import type { CallShape } from '../arguments';
import type { Application } from '../types/builtins';
import { sortingOf } from '../types/typeFacts';
import type { CallClauses } from './callClauses';
import { isUntyped, type Typed } from './typed';

interface WrittenCall {
  readonly shape: CallShape;
  readonly clauses: CallClauses;
  /** Between the parentheses, up to an ORDER BY. */
  readonly values: readonly Typed[];
}

type Taken = Extract<Application, { kind: 'typed' }>;

const REFUSED: Application = { kind: 'refused' };

export function checkKind(
  application: Application,
  call: WrittenCall,
  tokens: readonly Token[],
): Application {
  if (application.kind !== 'typed') return application;
  const { prokind } = application;
  const { shape } = call;
  if (prokind === 'ao' || prokind === 'ah') return checkOrderedSet(application, call);
  if (shape.withinGroup !== undefined) return REFUSED;
  // count() is an error, count(*) a call without arguments.
  if (prokind === 'a' && shape.arguments.length === 0 && !shape.star) return REFUSED;
  if (prokind === 'a') return checkAggregate(application, call, tokens);
  const asAggregate = shape.star || shape.distinct || shape.orderBy || shape.filter !== undefined;
  return !asAggregate && (shape.window !== undefined) === (prokind === 'w') ? application : REFUSED;
}

/** With OVER it is a window function, for which nothing is sorted. */
function checkAggregate(application: Taken, call: WrittenCall, tokens: readonly Token[]): Application {
  const { shape } = call;
  const isWindow = shape.window !== undefined;
  if (isWindow && (shape.distinct || shape.orderBy)) return REFUSED;
  if (shape.distinct && !isDistinguishable(call, tokens)) return REFUSED;
  return isWindow ? { ...application, prokind: 'w' } : application;
}

/** transformDistinctClause: all arguments can be sorted, and are sorted by what stands among them as it is. */
function isDistinguishable({ clauses, values }: WrittenCall, tokens: readonly Token[]): boolean {
  const textOf = ({ from, to }: Typed): string =>
    tokens
      .slice(from, to)
      .map(({ word, text }) => word ?? text)
      .join(' ');
  // What an untyped literal becomes is another value; other conversions are looked through.
  const texts = values.filter((value) => !isUntyped(value)).map(textOf);
  return (
    values.length > 0 &&
    values.every(({ type }) => type === undefined || sortingOf(type) === 'sorted') &&
    clauses.sortKeys.every((key) => texts.includes(textOf(key)))
  );
}

/** One key for what aggregates in their order take; as many as there are arguments for the hypothetical ones. */
function checkOrderedSet(application: Taken, { shape, clauses, values }: WrittenCall): Application {
  const keys = clauses.within.length;
  const isFit =
    application.prokind === 'ao' ? keys === 1 : keys === values.length && areAlike(clauses, values);
  const asOther = shape.distinct || shape.orderBy || shape.star || shape.window !== undefined;
  return shape.withinGroup !== undefined && isFit && !asOther ? application : REFUSED;
}

/** unify_hypothetical_args, of what need not be converted. */
function areAlike({ within }: CallClauses, values: readonly Typed[]): boolean {
  return values.every(({ type }, index) => type !== undefined && type === within[index]?.type);
}
