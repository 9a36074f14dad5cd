import type { Argument, CallSite } from '../calls/model';
import { seatOf } from '../calls/seat';
import { isMark, wordOf } from '../sql/cursor';
import { parseString } from '../sql/strings';
import { isJson } from '../text/json';
import { buildJson, tokensOf } from './buildJson';
import type { Finding, Rule } from './rule';

/** JSON glued from text breaks, or worse, as soon as a value has a quote in it. */
export const JSON_BY_CONCATENATION: Rule = {
  codes: ['json-by-concatenation'],
  check(call): readonly Finding[] {
    return call.arguments.flatMap((argument, index) => {
      const meaning = seatOf(call, index)?.meaning;
      if ((meaning !== 'payload' && meaning !== 'context') || !isGlued(call, argument)) return [];
      return [
        {
          code: 'json-by-concatenation' as const,
          span: argument.value.span,
          message: 'Values put into JSON text are not escaped. json_build_object(…) writes them as JSON.',
          fixes: buildJson(call, argument),
        },
      ];
    });
  },
};

/** `'{"a": "' || x || '"}'`, `concat('{…', …)`, `format('{"a": "%s"}', …)`: a piece of JSON that is none by itself. */
function isGlued(call: CallSite, argument: Argument): boolean {
  if (argument.value.literal) return false;
  const tokens = tokensOf(call, argument);
  return tokens.some((token, index) => {
    if (token.kind !== 'string' || !/^\s*[[{]/.test(parseString(token).value)) return false;
    if (isMark(tokens[index + 1], '||')) return !isJson(parseString(token).value);
    const caller = isMark(tokens[index - 1], '(') ? wordOf(tokens[index - 2]) : undefined;
    if (caller === 'concat') return !isJson(parseString(token).value);
    return caller === 'format' && /%[\d$-]*s/.test(token.text);
  });
}
