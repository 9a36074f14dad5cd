/** PL/pgSQL variables that have taken a whole result: `r := call`, `SELECT * INTO r`, `FOR r IN SELECT *`. */
import type { CallSite } from '../../core/calls/model';
import { isMark, wordOf } from '../../core/sql/cursor';
import { identifierName, type Token } from '../../core/sql/tokens';
import { indexOfTokenAt, type FragmentPlace } from './place';
import { queryAround } from './queries';

/** The call whose OUT columns a variable holds at the place, if the text tells. */
export function findRecordCall(place: FragmentPlace, variable: string): CallSite | undefined {
  const { calls, fragment, at } = place;
  if (fragment.language !== 'plpgsql') return undefined;
  const before = calls.filter((call) => call.span.end <= at);
  return before.findLast((call) => recordTakenBy(fragment.tokens, call) === variable);
}

function recordTakenBy(tokens: readonly Token[], call: CallSite): string | undefined {
  const start = indexOfTokenAt(tokens, call.span.start);
  if (isMark(tokens[start - 1], ':=') || isMark(tokens[start - 1], '=')) return nameAt(tokens, start - 2);
  const { from, to } = queryAround(tokens, start);
  const isLoop = wordOf(tokens[from]) === 'for';
  const select = isLoop ? from + 3 : from;
  if (!call.inFrom || wordOf(tokens[select]) !== 'select' || !isMark(tokens[select + 1], '*'))
    return undefined;
  if (isLoop) return nameAt(tokens, from + 1);
  const into = tokens.findIndex((token, index) => index > select && index < to && wordOf(token) === 'into');
  if (into < 0) return undefined;
  return nameAt(tokens, wordOf(tokens[into + 1]) === 'strict' ? into + 2 : into + 1);
}

function nameAt(tokens: readonly Token[], index: number): string | undefined {
  const token = tokens[index];
  return token && identifierName(token);
}
