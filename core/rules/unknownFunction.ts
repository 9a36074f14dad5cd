import { FUNCTIONS } from '../catalog/functions';
import type { CallSite } from '../calls/model';
import { findNearest } from '../text/nearest';
import type { Finding, Rule } from './rule';

export const UNKNOWN_FUNCTION: Rule = {
  codes: ['call-unknown-function'],
  check(call): readonly Finding[] {
    if (call.entry) return [];
    const names = FUNCTIONS.filter((entry) => entry.schema === call.schema).map((entry) => entry.name);
    const elsewhere = FUNCTIONS.find((entry) => entry.name === call.name);
    const meant = elsewhere ? `${elsewhere.schema}.${elsewhere.name}` : nearestIn(call, names);
    const message = `There is no function ${call.schema}.${call.name}.`;
    const finding: Finding = {
      code: 'call-unknown-function',
      span: call.nameSpan,
      message,
      sqlstate: '42883',
    };
    if (meant === undefined)
      return [{ ...finding, message: `${message} The schema has ${names.join(', ')}.` }];
    return [
      {
        ...finding,
        message: `${message} Did you mean ${meant}?`,
        fixes: [{ title: `Change to ${meant}`, edits: [{ ...call.nameSpan, newText: meant }] }],
      },
    ];
  },
};

/** A schema with a single function: whatever was typed, that one was meant if it begins or sounds alike. */
function nearestIn(call: CallSite, names: readonly string[]): string | undefined {
  const near = findNearest(call.name, names) ?? names.find((name) => sharesWord(call.name, name));
  return near === undefined ? undefined : `${call.schema}.${near}`;
}

function sharesWord(left: string, right: string): boolean {
  const words = new Set(right.split('_'));
  return left.split('_').some((word) => words.has(word));
}
