/** The psql variables that a run would need and nobody sets. */
import { createDocument } from '../../core/analysis';
import { findAllDefinitions, psqlVariableName } from '../../core/psqlVariables';
import { isMark, wordOf } from '../../core/sql/cursor';
import { parseMetaCommand } from '../../core/sql/metaCommand';
import { tokenize, type Token } from '../../core/sql/tokens';
import type { Span } from '../../core/span';

/**
 * In the order of their first use in the parts of `text` that run. Left out are those that the text sets anywhere
 * (then what sets them is to be run), and all behind an `\i`, which may set anything.
 */
export function findUnsetVariables(
  text: string,
  spans: readonly Span[],
  isSet: (name: string) => boolean,
): readonly string[] {
  if (!text.includes(':')) return [];
  const defined = new Set(findAllDefinitions(createDocument(text)).map(({ name }) => name));
  const used = spans.flatMap(({ start, end }) => findUses(text.slice(start, end), NEEDED));
  return [...new Set(used)].filter((name) => !defined.has(name) && !isSet(name));
}

/** All that the parts of `text` use, up to an `\i` of theirs; also those that are only asked about, `:{?name}`. */
export function findVariables(text: string, spans: readonly Span[]): readonly string[] {
  const used = spans.flatMap(({ start, end }) => findUses(text.slice(start, end), () => true));
  return [...new Set(used)];
}

/** A test is not a use. */
const NEEDED = (use: string): boolean => !use.startsWith(':{');

function findUses(text: string, counts: (use: string) => boolean): readonly string[] {
  const names: string[] = [];
  for (const chunk of createDocument(text).chunks) {
    if (chunk.kind === 'copyData') continue;
    const tokens = tokenize(chunk.text, chunk.options).significant;
    names.push(...findUsesIn(tokens, counts));
    if (tokens.some(({ kind, text: command }) => kind === 'metaCommand' && setsAnything(command))) break;
  }
  return names;
}

function findUsesIn(tokens: readonly Token[], counts: (use: string) => boolean): readonly string[] {
  const names: string[] = [];
  /** For each open bracket, whether it is of ARRAY[…]: in others `:` may stand between the bounds of a slice. */
  const brackets: boolean[] = [];
  for (const [index, token] of tokens.entries()) {
    if (isMark(token, '[')) brackets.push(opensArray(tokens[index - 1], brackets.at(-1) ?? false));
    else if (isMark(token, ']')) brackets.pop();
    else if (token.kind === 'psqlVariable' && (brackets.at(-1) ?? true) && counts(token.text))
      names.push(psqlVariableName(token.text));
  }
  return names;
}

function opensArray(before: Token | undefined, inArray: boolean): boolean {
  if (before && wordOf(before) === 'array') return true;
  return inArray && (isMark(before, '[') || isMark(before, ','));
}

/** `\gset` names variables by columns, of which the text may tell nothing. */
function setsAnything(command: string): boolean {
  return /^(?:i|ir|include|include_relative|gset)$/.test(parseMetaCommand(command).name);
}
