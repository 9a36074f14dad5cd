/**
 * Finds the SQL that stands inside strings: routine bodies, DO blocks, EXECUTE, and commands handed to a
 * function as a dollar-quoted string (pg_cron). A string that is merely data is left alone.
 */
import { isMark, wordOf } from './cursor';
import { readDeclarations, readParameters } from './declarations';
import { createFragment, createInnerFragment, type Fragment, type FragmentOptions } from './fragment';
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
  for (let index = 0; index < fragments.length; index++) {
    const fragment = fragments[index];
    if (fragment && depthOf(fragment) < MAX_DEPTH) fragments.push(...findInner(fragment, names));
  }
  return fragments;
}

function depthOf(fragment: Fragment): number {
  return fragment.parent ? depthOf(fragment.parent) + 1 : 0;
}

function findInner(fragment: Fragment, names: readonly string[]): readonly Fragment[] {
  return fragment.tokens.flatMap((token, index) => {
    if (token.kind !== 'string' || !mentions(token.text, names)) return [];
    const options = codeIn(fragment, index);
    if (!options) return [];
    const content = parseString(token);
    const inner = createInnerFragment(fragment, token, content, options);
    if (options.language !== 'plpgsql') return [inner];
    const variables = new Map(options.variables);
    readDeclarations(inner.tokens, variables);
    return [{ ...inner, variables }];
  });
}

function mentions(text: string, names: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return names.some((name) => lower.includes(name));
}

/** What the string at `index` is, if it is code. */
function codeIn(fragment: Fragment, index: number): FragmentOptions | undefined {
  const tokens = fragment.tokens;
  if (fragment.language === 'sql') {
    const routine = routineBody(tokens, index) ?? doBlock(tokens, index);
    if (routine) return routine;
  }
  if (isExecuted(fragment, index)) return {};
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

/** PL/pgSQL: EXECUTE '…', EXECUTE format('…', …), RETURN QUERY EXECUTE '…', FOR r IN EXECUTE '…'. */
function isExecuted(fragment: Fragment, index: number): boolean {
  if (fragment.language !== 'plpgsql') return false;
  const tokens = fragment.tokens;
  if (isMark(tokens[index + 1], '||')) return false;
  if (wordOf(tokens[index - 1]) === 'execute') return true;
  return (
    isMark(tokens[index - 1], '(') &&
    wordOf(tokens[index - 2]) === 'format' &&
    wordOf(tokens[index - 3]) === 'execute'
  );
}

/** A dollar-quoted argument that reads as a command: `cron.schedule('n', '…', $$SELECT aws_lambda.invoke(…)$$)`. */
function isCommandArgument(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  if (!tokens[index]?.text.startsWith('$')) return false;
  if (!isMark(before, '(') && !isMark(before, ',') && !isMark(before, '=>')) return false;
  if (isMark(tokens[index + 1], '::') || isMark(tokens[index + 1], '||')) return false;
  const value = tokens[index] ? parseString(tokens[index]).value : '';
  return /^\s*(select|with|insert|update|delete|merge|do|call)\s/i.test(value);
}
