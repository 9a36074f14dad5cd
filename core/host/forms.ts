/** The forms of strings that several languages share. */
import type { HoleForm, StringForm } from './language';

export const DOLLAR_BRACES: HoleForm = { open: '\\$\\{', close: '}' };
/** `$name`. */
export const DOLLAR_NAME: HoleForm = { open: '\\$[A-Za-z_]\\w*' };
export const BRACES: HoleForm = { open: '\\{', close: '}' };
export const HASH_BRACES: HoleForm = { open: '#\\{', close: '}' };

/** A form on one line that ends with the quote it begins with. */
export function quoted(
  quote: string,
  escapes: StringForm['escapes'],
  more: Partial<StringForm> = {},
): StringForm {
  return { open: quote, close: () => quote, escapes, holes: [], multiline: false, ...more };
}

/** The same over several lines. */
export function block(
  quote: string,
  escapes: StringForm['escapes'],
  more: Partial<StringForm> = {},
): StringForm {
  return quoted(quote, escapes, { multiline: true, ...more });
}

/** `'x'`, `'\n'`, `'\u0041'`: one character. */
export const CHARACTER: StringForm = {
  open: "'(?=(?:\\\\[^\\n]{1,10}?|[^\\\\'\\n]{1,2})')",
  close: () => "'",
  escapes: 'drop',
  holes: [],
  multiline: false,
  noText: true,
};

/** A regular expression of JavaScript or Ruby: where a value may stand, and on one line. */
export const REGULAR_EXPRESSION: StringForm = {
  open: '/(?=(?:\\\\.|\\[(?:\\\\.|[^\\]\\\\\\n])*\\]|[^/\\\\\\[\\n])+/)',
  close: () => '/',
  escapes: 'rawBackslash',
  holes: [],
  multiline: false,
  noText: true,
  // A value: then it divides. A `<` closes a tag.
  notBehind:
    /(?:[$)\]}"'`<]|\b(?!(?:return|case|typeof|in|of|do|else|void|throw|await|yield|delete)\b)[\w$]+)\s*$/,
};

/** A name, members, indexes and one plain call: what is put between two strings with `+`. */
export const OPERAND = '[A-Za-z_$@][\\w$.\\->]*(?:\\[[^\\]\\n"\'`]*\\])*(?:\\([^()\\n"\'`]*\\))?';
