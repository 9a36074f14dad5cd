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

/** As a whole: a `/` between brackets does not end it. */
const EXPRESSION = '(?:\\\\.|\\[(?:\\\\.|[^\\]\\\\\\n])*\\]|[^/\\\\\\[\\n])+/';

/** A regular expression of JavaScript: where a value may stand, and on one line. */
export const REGULAR_EXPRESSION: StringForm = {
  open: `/${EXPRESSION}`,
  close: () => '',
  escapes: 'raw',
  holes: [],
  multiline: false,
  noText: true,
  // A value: then it divides. A `<` closes a tag.
  notBehind:
    /(?:[$)\]}"'`<]|\b(?!(?:return|case|typeof|in|of|do|else|void|throw|await|yield|delete|default|instanceof)\b)[\w$]+)\s*$/,
};

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** What closes a literal of Ruby that this opens. */
export const closingOf = (open: string): string => CLOSING[open] ?? open;

/** Of Ruby: lists of words, and regular expressions; behind a name and a blank that is one unless a blank follows. */
export const RUBY_NO_TEXT: readonly StringForm[] = [
  {
    open: '(?<![\\w)\\]])%[rwWiIx]([(\\[{<|!/%])',
    close: closingOf,
    escapes: 'rawBackslash',
    nests: true,
    holes: [],
    multiline: true,
    noText: true,
  },
  {
    ...REGULAR_EXPRESSION,
    notBehind: /(?:[)\]}"'`]|\b(?!(?:if|unless|when|while|until|and|or|not|return|then|elsif|in)\b)\w+)\s*$/,
  },
  {
    ...REGULAR_EXPRESSION,
    open: `/(?![\\s=])${EXPRESSION}`,
    notBehind: /(?:\w|[)\]}"'`]\s*)$/,
  },
];

/** A name, members, indexes and one plain call: what is put between two strings with `+`. */
export const OPERAND = '[A-Za-z_$@][\\w$.\\->]*(?:\\[[^\\]\\n"\'`]*\\])*(?:\\([^()\\n"\'`]*\\))?';
