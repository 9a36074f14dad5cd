/**
 * Character classes of PostgreSQL's lexer (scan.l); every character above ASCII counts as a letter there. They are
 * small numbers in a table, because each character of a script is asked for, by code that is not optimized yet.
 */
export const CLASS = { other: 0, identifier: 1, digit: 2, operator: 3, punctuation: 4, space: 5 } as const;

export type CharClass = (typeof CLASS)[keyof typeof CLASS];

const OPERATORS = '~!@#^&|`?+-*/%<>=';
const PUNCTUATION = ',()[].;';
/** scan.l: space, tab, newline, carriage return, form feed, vertical tab. */
const SPACES = ' \t\n\r\f\v';

const CLASSES = Uint8Array.from({ length: 128 }, (_, code): CharClass => {
  const char = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(char)) return CLASS.identifier;
  if (/\d/.test(char)) return CLASS.digit;
  if (OPERATORS.includes(char)) return CLASS.operator;
  if (PUNCTUATION.includes(char)) return CLASS.punctuation;
  return SPACES.includes(char) ? CLASS.space : CLASS.other;
});

export function charClass(code: number): CharClass {
  if (code >= 128) return CLASS.identifier;
  // NaN (past the end) is nothing.
  return (CLASSES[code] ?? CLASS.other) as CharClass;
}

export function isSpace(code: number): boolean {
  return charClass(code) === CLASS.space;
}

/** `$` may stand inside a name, so `a$$` opens no quote. */
export function isIdentifierPart(code: number): boolean {
  return code === 36 || isVariableChar(code);
}

/** psqlscan.l: variable_char. */
export function isVariableChar(code: number): boolean {
  const kind = charClass(code);
  return kind === CLASS.identifier || kind === CLASS.digit;
}

export function isOperatorChar(code: number): boolean {
  return charClass(code) === CLASS.operator;
}

/** The opening or closing mark of a dollar quote; sticky, set `lastIndex` before use. */
export const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;
