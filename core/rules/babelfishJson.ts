import { findCalls } from '../calls/callSites';
import type { CallSite } from '../calls/model';
import { SCHEMAS } from '../catalog/functions';
import type { Declared } from '../schema/declared';
import { readFragments } from '../sql/bodies';
import { findClosing, isMark, wordOf } from '../sql/cursor';
import type { TextEdit } from '../sql/document';
import { outermost, type Fragment } from '../sql/fragment';
import { identifierName, type Token } from '../sql/tokens';
import { applyEdits } from './mending';
import { findRoutine, type Routine } from './routine';
import type { Finding, FindingFix, Rule } from './rule';

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
    fixes: changeToText(call, token),
  };
}

/** Where all calls in the routine are accepted afterwards; a parameter is cast back where it is used. */
function changeToText({ fragment, declared }: CallSite, token: Token): readonly FindingFix[] {
  const body = bodyOf(fragment);
  const root = outermost(fragment);
  const at = root.tokens.indexOf(token);
  const returns = root.tokens.findIndex((one) => wordOf(one) === 'returns');
  const isResult = returns >= 0 && returns < at;
  // What PL/pgSQL returns row by row must have the very types that are declared.
  if (isResult && body.language === 'plpgsql' && wordOf(root.tokens[at - 1]) !== 'returns') return [];
  const uses = isResult ? [] : castUses(body, identifierName(root.tokens[at - 1] ?? token) ?? '', token.text);
  const edits = [{ start: token.start, end: token.end, newText: 'text' }, ...uses];
  return areCallsAccepted(applyEdits(root.text, edits), declared) ? [{ title: 'Change to text', edits }] : [];
}

/** The routine's, round SQL that it executes, which does not see its parameters. */
function bodyOf(fragment: Fragment): Fragment {
  return fragment.parent?.parent ? bodyOf(fragment.parent) : fragment;
}

/** `p` → `p::json`, as edits of the statement. */
function castUses(body: Fragment, parameter: string, type: string): readonly TextEdit[] {
  return body.tokens.flatMap((token, index) => {
    const before = body.tokens[index - 1];
    const next = body.tokens[index + 1];
    const isQualified = isMark(before, '.') || isMark(next, '.');
    const isOther = ['=>', ':=', '::', '('].some((mark) => isMark(next, mark));
    if (identifierName(token) !== parameter || isQualified || isOther) return [];
    const end = body.outer(token.end);
    return [{ start: end, end, newText: `::${type}` }];
  });
}

function areCallsAccepted(statement: string, declared: Declared): boolean {
  const names = SCHEMAS.map(({ name }) => name);
  const calls = readFragments(statement, { psql: true }, names).flatMap((fragment) =>
    findCalls(fragment, declared),
  );
  return calls.every(({ verdict }) => verdict.kind === 'ok' || verdict.kind === 'undecided');
}
