import { findNearest } from '../text/nearest';
import { replaceLiteral } from './edits';
import { seatedLiterals } from './literals';
import type { Finding, Rule } from './rule';
import { findSlip } from './slip';
import { hasUntypedArn } from './untypedArn';

export const ENUM_VALUE: Rule = {
  codes: ['enum-value'],
  check(call, context): readonly Finding[] {
    if (hasUntypedArn(call, context)) return [];
    return seatedLiterals(call).flatMap(({ seat, literal }) => {
      const given = literal.string.value;
      const values = seat.values?.map(({ value }) => value);
      if (!values || values.includes(given) || findSlip(seat, given)) return [];
      const list = values.map((value) => `'${value}'`).join(', ');
      const message = `${seat.name} is one of ${list}, in exactly this case; '${given}' is none of them.`;
      const finding: Finding = { code: 'enum-value', span: literal.span, message };
      const meant = findNearest(given, values);
      if (meant === undefined) return [finding];
      return [
        {
          ...finding,
          fixes: [{ title: `Change to '${meant}'`, edits: replaceLiteral(literal, meant), isSafe: true }],
        },
      ];
    });
  },
};
