/** Where PL/pgSQL's variables and a routine's parameters are declared. */
import { findClosing, isMark, wordOf } from './cursor';
import { findParameterNames } from './declarations';
import type { Fragment } from './fragment';
import { identifierName, type Token } from './tokens';

export interface Declaration {
  /** The statement itself, or the body. */
  readonly fragment: Fragment;
  /** The declared name. */
  readonly token: Token;
}

/** What the name means at an offset of a PL/pgSQL body: the nearest variable before it, else the parameter. */
export function findDeclaration(fragment: Fragment, name: string, offset: number): Declaration | undefined {
  if (fragment.language !== 'plpgsql') return undefined;
  const before = findDeclaredNames(fragment.tokens).filter(({ start }) => start <= offset);
  const variable = before.findLast((token) => identifierName(token) === name);
  if (variable) return { fragment, token: variable };
  const { parent } = fragment;
  const parameter =
    parent && findParameterNames(parent.tokens).find((token) => identifierName(token) === name);
  return parameter && { fragment: parent, token: parameter };
}

/** The names that DECLARE sections and `FOR name IN` introduce, in the order of the text. */
function findDeclaredNames(tokens: readonly Token[]): readonly Token[] {
  const names: Token[] = [];
  let inSection = false;
  for (let index = 0; index < tokens.length; index++) {
    const word = wordOf(tokens[index]);
    const next = tokens[index + 1];
    if (word === 'declare') inSection = true;
    else if (word === 'begin') inSection = false;
    else if (isMark(tokens[index], '(')) index = findClosing(tokens, index) ?? index;
    const opens = inSection
      ? word === 'declare' || isMark(tokens[index], ';')
      : introducesLoop(tokens, index);
    if (opens && next && identifierName(next) !== undefined && wordOf(next) !== 'begin') names.push(next);
  }
  return names;
}

function introducesLoop(tokens: readonly Token[], index: number): boolean {
  const word = wordOf(tokens[index]);
  return (word === 'for' || word === 'foreach') && LOOPS.has(wordOf(tokens[index + 2]) ?? '');
}

const LOOPS = new Set(['in', 'slice']);
