/** PL/pgSQL's EXECUTE: `EXECUTE text`, `RETURN QUERY EXECUTE`, `FOR r IN EXECUTE`, `OPEN c FOR EXECUTE`. */
import { findClosing, isMark, wordOf } from '../cursor';
import { identifierName, type Token } from '../tokens';
import { splitAt } from './concatenation';
import type { Executed } from './model';
import { findAssignedValues } from './executedVariables';

/** What is executed as it stands, and the values of the variables that are. */
export function findOfExecute(tokens: readonly Token[]): readonly Executed[] {
  const executed = tokens.flatMap((token, index) =>
    wordOf(token) === 'execute' ? [readExecute(tokens, index + 1)] : [],
  );
  const variables = executed.filter(({ from, to }) => {
    const variable = tokens[from];
    return variable && to === from + 1 && identifierName(variable) !== undefined;
  });
  const values = variables.length > 0 ? findAssignedValues(tokens, variables, executed) : [];
  return [...executed, ...values];
}

const ENDS_TEXT = new Set(['into', 'using', 'loop']);

/** The INTO of EXECUTE may stand before its USING and behind it. */
function readExecute(tokens: readonly Token[], from: number): Executed {
  const to = findEnd(tokens, from);
  let at = to;
  if (wordOf(tokens[at]) === 'into') at = findEnd(tokens, at + 1);
  if (wordOf(tokens[at]) !== 'using') return { from, to };
  const using = splitAt(tokens.slice(at + 1, findEnd(tokens, at + 1)), ',');
  return { from, to, ...(using && { using }) };
}

function findEnd(tokens: readonly Token[], from: number): number {
  for (let index = from; index < tokens.length; index++) {
    if (isMark(tokens[index], '(')) index = findClosing(tokens, index) ?? tokens.length;
    else if (isMark(tokens[index], ';') || ENDS_TEXT.has(wordOf(tokens[index]) ?? '')) return index;
  }
  return tokens.length;
}
