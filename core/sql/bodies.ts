/**
 * Finds the SQL that stands inside strings: routine bodies, DO blocks, what EXECUTE and psql's `\gexec` run, and
 * commands handed to a function. A string that is merely data is left alone.
 */
import { isMark, wordOf } from './cursor';
import { readDeclarations, readParameters } from './declarations';
import { createFragment, createInnerFragment, type Fragment, type FragmentOptions } from './fragment';
import { fillIn, readConcatenation, wholeString } from './dynamic/concatenation';
import { findExecuted } from './dynamic/executed';
import type { Executed } from './dynamic/model';
import { readUsing } from './dynamic/using';
import { joinParts, textOfString, type HeldText } from './heldText';
import { REACH } from './runaway';
import type { ScannerOptions } from './scanner';
import { parseString } from './strings';
import type { Token } from './tokens';

/** Quotes in quotes in quotes: deeper than anybody writes, and a bound on the work. */
const MAX_DEPTH = 5;

/** The statement and everything in its strings that is SQL and names one of `names`, outermost first. */
export function readFragments(
  text: string,
  options: ScannerOptions,
  names: readonly string[],
): readonly Fragment[] {
  const fragments = [createFragment(text, options)];
  const naming = namingOf(names);
  for (let index = 0; index < fragments.length; index++) {
    const fragment = fragments[index];
    if (fragment && depthOf(fragment) < MAX_DEPTH) fragments.push(...findInner(fragment, naming));
  }
  return fragments;
}

const known = new WeakMap<readonly string[], RegExp>();

/** Compiled once for those that every statement is asked for. */
function namingOf(names: readonly string[]): RegExp {
  const before = known.get(names);
  if (before) return before;
  const naming = new RegExp(names.map((name) => name.replace(/\W/g, '\\$&')).join('|'), 'i');
  known.set(names, naming);
  return naming;
}

function depthOf(fragment: Fragment): number {
  return fragment.parent ? depthOf(fragment.parent) + 1 : 0;
}

function findInner(fragment: Fragment, naming: RegExp): readonly Fragment[] {
  const { tokens } = fragment;
  const isNaming = (token: Token): boolean => token.kind === 'string' && naming.test(token.text);
  if (!tokens.some(isNaming)) return [];
  const executed = findExecuted(fragment).filter(({ from, to }) => tokens.slice(from, to).some(isNaming));
  const isExecuted = (index: number): boolean => executed.some(({ from, to }) => from <= index && index < to);
  const found = executed.flatMap((one) => readExecuted(fragment, one) ?? []);
  const held = tokens.flatMap((token, index) =>
    isNaming(token) && !isExecuted(index) ? (readString(fragment, index, token) ?? []) : [],
  );
  return [...found, ...held];
}

/** The SQL that an expression makes, where all that it is made of can be read. */
function readExecuted(fragment: Fragment, { from, to, using }: Executed): Fragment | undefined {
  const parts = readConcatenation(fragment.tokens.slice(from, to));
  if (!parts?.some(({ written }) => written)) return undefined;
  return createInnerFragment(fragment, joinParts(parts), { variables: readUsing(fragment, using ?? []) });
}

function readString(fragment: Fragment, index: number, token: Token): Fragment | undefined {
  const options = codeIn(fragment, index);
  if (!options) return undefined;
  const read = fragment.recovers ? withoutRest(token) : token;
  const inner = createInnerFragment(fragment, readCommand(fragment, index, read), options);
  if (options.language !== 'plpgsql') return inner;
  const variables = new Map(options.variables);
  readDeclarations(inner.tokens, variables);
  return { ...inner, variables };
}

/** What is not closed yet has taken in the script behind it, which is no part of it. */
function withoutRest(token: Token): Token {
  if (token.closed || token.text.length <= REACH) return token;
  return { ...token, text: token.text.slice(0, REACH), end: token.start + REACH };
}

/** A command may be what format() fills in. */
function readCommand({ tokens }: Fragment, index: number, token: Token): HeldText {
  const string = parseString(token);
  const isFormat = wordOf(tokens[index - 2]) === 'format' && isMark(tokens[index - 1], '(');
  return isFormat ? joinParts(fillIn(wholeString(token))) : textOfString(string);
}

/** What the string at `index` is, if it is code. */
function codeIn(fragment: Fragment, index: number): FragmentOptions | undefined {
  const tokens = fragment.tokens;
  if (fragment.language === 'sql') {
    const routine = routineBody(tokens, index) ?? doBlock(tokens, index);
    if (routine) return routine;
  }
  return isCommandArgument(tokens, index) ? {} : undefined;
}

function routineBody(tokens: readonly Token[], index: number): FragmentOptions | undefined {
  const kind = wordOf(tokens[1]) === 'or' ? wordOf(tokens[3]) : wordOf(tokens[1]);
  if (wordOf(tokens[0]) !== 'create' || (kind !== 'function' && kind !== 'procedure')) return undefined;
  if (wordOf(tokens[index - 1]) !== 'as') return undefined;
  const language = languageOf(tokens) ?? guessLanguage(tokens[index]);
  const isRead = language === 'plpgsql' || language === 'sql';
  return isRead ? { language, variables: readParameters(tokens) } : undefined;
}

function doBlock(tokens: readonly Token[], index: number): FragmentOptions | undefined {
  if (wordOf(tokens[0]) !== 'do') return undefined;
  const language = languageOf(tokens) ?? 'plpgsql';
  const isBody = index === 1 || (wordOf(tokens[1]) === 'language' && index === 3);
  return isBody && language === 'plpgsql' ? { language } : undefined;
}

/** The LANGUAGE clause, outside of strings; its name may be a word or a string. */
function languageOf(tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex((token) => wordOf(token) === 'language');
  const name = at < 0 ? undefined : tokens[at + 1];
  if (!name) return undefined;
  return name.kind === 'string' ? parseString(name).value.toLowerCase() : name.text.toLowerCase();
}

/** While the LANGUAGE clause is not typed yet, the body tells. */
function guessLanguage(token: Token | undefined): string {
  const start = token ? parseString(token).value.trimStart() : '';
  return /^(<<|declare\b|begin\b|#)/i.test(start) ? 'plpgsql' : 'sql';
}

/** A dollar-quoted argument that reads as a command, of any function: `run_later($$SELECT aws_lambda.invoke(…)$$)`. */
function isCommandArgument(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  if (!tokens[index]?.text.startsWith('$')) return false;
  if (!isMark(before, '(') && !isMark(before, ',') && !isMark(before, '=>')) return false;
  if (isMark(tokens[index + 1], '::') || isMark(tokens[index + 1], '||')) return false;
  const value = tokens[index] ? parseString(tokens[index]).value : '';
  return /^\s*(select|with|insert|update|delete|merge|do|call)\s/i.test(value);
}
