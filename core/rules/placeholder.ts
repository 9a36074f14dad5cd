import { findPlaceholders } from '../arn/placeholders';
import type { Meaning } from '../catalog/schema';
import { seatedLiterals } from './literals';
import type { Finding, Rule } from './rule';

const SEATS: ReadonlySet<Meaning> = new Set(['functionName', 'region', 'qualifier']);

/** A left-over of a tutorial; the rules of the value itself stay silent where one stands. */
export const PLACEHOLDER: Rule = {
  codes: ['placeholder'],
  check(call): readonly Finding[] {
    return seatedLiterals(call)
      .filter(({ seat }) => SEATS.has(seat.meaning))
      .flatMap(({ literal: { string } }) =>
        findPlaceholders(string.value).map((span) => ({
          code: 'placeholder' as const,
          span: { start: string.offsetAt(span.start), end: string.offsetAt(span.end) },
          message: `'${string.value.slice(span.start, span.end)}' is a placeholder: put your own value here.`,
        })),
      );
  },
};
