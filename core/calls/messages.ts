/** PostgreSQL's own words about a call (parse_func.c). */
import type { Span } from '../span';
import type { Verdict } from './model';
import type { PlacedRefusal } from './expressions/typed';
import { displayName, type TypeId } from './types/typeFacts';

export type Refused = Exclude<Verdict, { readonly kind: 'ok' | 'undecided' }>;

/** As the messages need a call: its name, and its arguments in order. */
export interface Named {
  /** `schema.name`. */
  readonly name: string;
  readonly span: Span;
  readonly routine: 'function' | 'procedure';
  readonly arguments: readonly { readonly type: TypeId | undefined; readonly name?: string }[];
}

/** func_signature_string. A type that isn't known, which PostgreSQL would name, is a question mark. */
export function signature(call: Named): string {
  const types = call.arguments.map(({ name, type }) => {
    const printed = type === undefined ? '?' : displayName(type);
    return name === undefined ? printed : `${name} => ${printed}`;
  });
  return `${call.name}(${types.join(', ')})`;
}

/** `isMisplacedOrder`: PostgreSQL takes several expressions in an ORDER BY for lost arguments. */
export function doesNotExist(call: Named, isMisplacedOrder: boolean): Refused {
  const hint = isMisplacedOrder
    ? 'No aggregate function matches the given name and argument types. Perhaps you misplaced ORDER BY; ORDER BY must appear after all regular arguments of the aggregate.'
    : `No ${call.routine} matches the given name and argument types. You might need to add explicit type casts.`;
  const message = `${isMisplacedOrder ? 'function' : call.routine} ${signature(call)} does not exist`;
  return { kind: 'no-match', sqlstate: '42883', message, hint, span: call.span };
}

export function isNotUnique(call: Named): Refused {
  return {
    kind: 'ambiguous',
    sqlstate: '42725',
    message: `${call.routine} ${signature(call)} is not unique`,
    hint: `Could not choose a best candidate ${call.routine}. You might need to add explicit type casts.`,
    span: call.span,
  };
}

export function isNotProcedure(call: Named): Refused {
  const message = `${signature(call)} is not a procedure`;
  const hint = 'To call a function, use SELECT.';
  return { kind: 'syntax', sqlstate: '42809', message, hint, span: call.span };
}

/** `what` is DISTINCT, FILTER and their like. */
export function isNoAggregate(call: Named, what: string): Refused {
  const kind = what === 'OVER' ? 'a window function nor an aggregate function' : 'an aggregate function';
  const message = `${what} specified, but ${call.name} is not ${kind}`;
  return { kind: 'syntax', sqlstate: '42809', message, span: call.span };
}

export function syntaxError(message: string, span: Span, argument?: number): Refused {
  return { kind: 'syntax', sqlstate: '42601', message, span, ...(argument !== undefined && { argument }) };
}

export function refusedArgument(refusal: PlacedRefusal, argument: number): Refused {
  return { kind: 'syntax', ...refusal, argument };
}
