import type { CallSite } from '../calls/model';
import { isMark, wordOf } from '../sql/cursor';
import type { TextEdit } from '../sql/document';
import { findQueryAround, tokenAt } from '../sql/query';
import { identifierName, type Token } from '../sql/tokens';
import type { Finding, Rule } from './rule';

/** PL/pgSQL refuses a bare name that is a variable and a column of the call alike (42702). */
export const OUT_COLUMN_AMBIGUOUS: Rule = {
  codes: ['out-column-ambiguous'],
  check(call): readonly Finding[] {
    const { tokens, variables, language } = call.fragment;
    if (language !== 'plpgsql' || !call.inFrom) return [];
    const columns = new Set(call.entry?.overloads[0]?.outColumns.map(({ name }) => name));
    const list = findQueryAround(tokens, tokenAt(tokens, call.span.end) - 1)?.clauses.get('select');
    if (!list) return [];
    return tokens.slice(list.start, list.end).flatMap((token, index) => {
      const name = identifierName(token) ?? '';
      const at = list.start + index;
      const isQualified =
        isMark(tokens[at - 1], '.') || isMark(tokens[at + 1], '.') || isMark(tokens[at + 1], '(');
      if (!columns.has(name) || !variables.has(name) || isQualified || wordOf(tokens[at - 1]) === 'as')
        return [];
      return [toFinding(call, token, name)];
    });
  },
};

function toFinding(call: CallSite, token: Token, name: string): Finding {
  return {
    code: 'out-column-ambiguous',
    span: { start: token.start, end: token.end },
    sqlstate: '42702',
    message: `PostgreSQL: column reference "${name}" is ambiguous. It is a variable here and a column of the call.`,
    fixes: [{ title: 'Name the call and read its column', edits: qualify(call, token), isSafe: true }],
  };
}

const ALIAS = 'invocation';

function qualify(call: CallSite, token: Token): readonly TextEdit[] {
  const { tokens } = call.fragment;
  const behind = tokens[tokenAt(tokens, call.span.end)];
  const alias = wordOf(behind) === 'as' ? tokens[tokenAt(tokens, call.span.end) + 1] : behind;
  const known = alias && isAlias(alias) ? alias.text : undefined;
  const prefix = { start: token.start, end: token.start, newText: `${known ?? ALIAS}.` };
  if (known !== undefined) return [prefix];
  return [prefix, { start: call.span.end, end: call.span.end, newText: ` AS ${ALIAS}` }];
}

const NO_ALIAS =
  /^(where|group|order|limit|offset|into|join|cross|left|right|inner|full|union|having|loop|for|on)$/;

function isAlias(token: Token): boolean {
  return identifierName(token) !== undefined && !NO_ALIAS.test(wordOf(token) ?? '');
}
