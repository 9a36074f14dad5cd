/** Why PostgreSQL can not take an overload for a call, or takes another one: its rules in a sentence. */
import { bindArguments, typeNamed } from '../../core/calls/candidates';
import type { CallSite } from '../../core/calls/model';
import { canImplicitly } from '../../core/calls/types/coercion';
import type { Overload, Parameter } from '../../core/catalog/schema';
import { codeSpan } from './markdown';

/** Undefined where the overload fits as well as any other. `picked`: the one that PostgreSQL takes, if it takes one. */
export function explainOverload(
  call: CallSite,
  overload: Overload,
  picked: Overload | undefined,
): string | undefined {
  const seats = bindArguments(overload, call.arguments);
  return (
    explainSeats(call, overload, seats) ??
    explainTypes(call, seats) ??
    (picked && explainRank(call, seats, bindArguments(picked, call.arguments)))
  );
}

type Seats = readonly (Parameter | undefined)[];

function explainSeats(call: CallSite, { parameters }: Overload, seats: Seats): string | undefined {
  const lost = call.arguments[seats.indexOf(undefined)];
  if (lost?.name !== undefined) {
    const isKnown = parameters.some(({ name }) => name === lost.name);
    return isKnown ? `${codeSpan(lost.name)} is given twice` : `it has no ${codeSpan(lost.name)}`;
  }
  if (lost) return `it takes at most ${parameters.length} arguments`;
  const missing = parameters.find((one) => one.default === undefined && !seats.includes(one));
  return missing && `${codeSpan(missing.name)} is missing`;
}

function explainTypes(call: CallSite, seats: Seats): string | undefined {
  for (const [index, { value }] of call.arguments.entries()) {
    const seat = seats[index];
    if (!seat || value.type.kind !== 'known') continue;
    if (canImplicitly(typeNamed(value.type.name), typeNamed(seat.type))) continue;
    const given = codeSpan(value.type.name);
    return `${codeSpan(seat.name)} is given as ${given}, which does not become ${codeSpan(seat.type)} by itself`;
  }
  return undefined;
}

/** Both are possible: of types that are known the exact one wins, of those that are not, text. */
function explainRank(call: CallSite, seats: Seats, others: Seats): string {
  const index = seats.findIndex((seat, at) => seat?.type !== others[at]?.type);
  const [name, type] = [seats[index]?.name ?? '', call.arguments[index]?.value.type];
  if (type?.kind === 'known') return `the type of ${codeSpan(name)} fits the other overload better`;
  return others[index]?.type === 'text'
    ? `${codeSpan(name)} has no type yet, and PostgreSQL takes an untyped value for text where it can`
    : 'the other arguments fit the other overload better';
}
