import { findClosing, isMark, wordOf } from '../sql/cursor';
import { outermost } from '../sql/fragment';
import type { Token } from '../sql/tokens';
import type { CallSite } from '../calls/model';
import { findRoutine, type Routine } from './routine';
import type { Finding, Rule } from './rule';

/** Babelfish's TDS port has no json type: a wrapper for it takes and returns text. */
export const BABELFISH_JSON: Rule = {
  codes: ['babelfish-json'],
  check(call): readonly Finding[] {
    const routine = findRoutine(call.fragment);
    if (!routine || !isForTds(routine)) return [];
    return jsonTypes(routine).map((token) => toFinding(call, token));
  },
};

/** Babelfish maps T-SQL's `database.dbo` to the schema `database_dbo`. */
function isForTds({ schema }: Routine): boolean {
  return schema !== undefined && /(^|_)dbo$/.test(schema);
}

/** The types of the parameters and of the result that T-SQL can't read. */
function jsonTypes({ tokens }: Routine): readonly Token[] {
  const open = tokens.findIndex((token) => isMark(token, '('));
  const close = open < 0 ? undefined : findClosing(tokens, open);
  if (close === undefined) return [];
  const end = tokens.findIndex(
    (token, index) => index > close && /^(language|as)$/.test(wordOf(token) ?? ''),
  );
  const signature = tokens.slice(open, end < 0 ? undefined : end);
  return signature.filter((token) => /^jsonb?$/.test(wordOf(token) ?? ''));
}

/** The signature stands outside of the body. */
function toFinding(call: CallSite, token: Token): Finding {
  return {
    code: 'babelfish-json',
    fragment: outermost(call.fragment),
    span: { start: token.start, end: token.end },
    message: `Babelfish's TDS port does not know ${token.text}: take and return text, and cast inside.`,
    fixes: [{ title: 'Change to text', edits: [{ start: token.start, end: token.end, newText: 'text' }] }],
  };
}
