import type { CallSite } from '../calls/model';
import { isMark, wordOf } from '../sql/cursor';
import type { TextEdit } from '../sql/document';
import { findQueryAround, tokenAt } from '../sql/query';
import { identifierName, type Token } from '../sql/tokens';
import type { Finding, Rule } from './rule';

/** `invoke` returns a record of four columns: the answer is its `payload`. */
export const RECORD_INTO_SCALAR: Rule = {
  codes: ['record-into-scalar'],
  check(call): readonly Finding[] {
    if (call.entry?.overloads[0]?.returns !== 'record' || call.inFrom || !call.closed) return [];
    const finding = findJsonOperator(call) ?? findSelectInto(call) ?? findAssignment(call);
    return finding ? [finding] : [];
  },
};

const PAYLOAD = 'payload';
const SCALARS = /^(json|jsonb|text|varchar|character varying|integer|int)\b/i;

/** `invoke(…) ->> 'x'`: there is no such operator on a record. */
function findJsonOperator(call: CallSite): Finding | undefined {
  const { tokens } = call.fragment;
  const operator = tokens[tokenAt(tokens, call.span.end)];
  if (operator?.kind !== 'operator' || !/^[-#]>>?$/.test(operator.text)) return undefined;
  return {
    code: 'record-into-scalar',
    span: { start: operator.start, end: operator.end },
    sqlstate: '42883',
    message: `The call returns a whole record, and ${operator.text} works on json: read its ${PAYLOAD} first.`,
    fixes: [{ title: `Read (…).${PAYLOAD}`, edits: readPayload(call), isSafe: true }],
  };
}

/** PL/pgSQL: SELECT invoke(…) INTO v, where v is a scalar. */
function findSelectInto(call: CallSite): Finding | undefined {
  const { tokens, variables, language } = call.fragment;
  if (language !== 'plpgsql') return undefined;
  const at = tokenAt(tokens, call.span.start);
  const query = findQueryAround(tokens, at);
  const into = query?.clauses.get('into');
  const list = query?.clauses.get('select');
  const isWholeList =
    list && tokens[list.start]?.start === call.span.start && tokens[list.end - 1]?.end === call.span.end;
  const target = into && tokens[wordOf(tokens[into.start]) === 'strict' ? into.start + 1 : into.start];
  if (!isWholeList || !target) return undefined;
  return findScalar(call, target, variables);
}

/** PL/pgSQL: v := invoke(…). */
function findAssignment(call: CallSite): Finding | undefined {
  const { tokens, variables, language } = call.fragment;
  const at = tokenAt(tokens, call.span.start);
  const isAssignment = isMark(tokens[at - 1], ':=') || isMark(tokens[at - 1], '=');
  const startsStatement =
    isMark(tokens[at - 3], ';') || /^(begin|then|else|loop)$/.test(wordOf(tokens[at - 3]) ?? '');
  const target = tokens[at - 2];
  const ends = isMark(tokens[tokenAt(tokens, call.span.end)], ';');
  if (language !== 'plpgsql' || !isAssignment || !startsStatement || !target || !ends) return undefined;
  return findScalar(call, target, variables);
}

function findScalar(
  call: CallSite,
  target: Token,
  variables: ReadonlyMap<string, string>,
): Finding | undefined {
  const type = variables.get(identifierName(target) ?? '');
  if (type === undefined || !SCALARS.test(type)) return undefined;
  return {
    code: 'record-into-scalar',
    span: { start: target.start, end: target.end },
    message: `${target.text} is ${type}, and the call returns a whole record: put its ${PAYLOAD} there.`,
    fixes: [
      {
        title: `Read (…).${PAYLOAD}`,
        edits: readPayload(call),
        // A text takes the whole record; what json refuses, no one can have wanted.
        isSafe: /^jsonb?$/i.test(type),
      },
    ],
  };
}

function readPayload(call: CallSite): readonly TextEdit[] {
  const { start, end } = call.span;
  return [
    { start, end: start, newText: '(' },
    { start: end, end, newText: `).${PAYLOAD}` },
  ];
}
