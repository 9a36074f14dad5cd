/** Character classes of PostgreSQL's lexer (scan.l); every character above ASCII counts as a letter there. */
export type CharClass = 'identifier' | 'digit' | 'operator' | 'punctuation' | 'other';

const OPERATORS = '~!@#^&|`?+-*/%<>=';
const PUNCTUATION = ',()[].;';

const CLASSES: readonly CharClass[] = Array.from({ length: 128 }, (_, code): CharClass => {
  const char = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(char)) return 'identifier';
  if (/\d/.test(char)) return 'digit';
  if (OPERATORS.includes(char)) return 'operator';
  return PUNCTUATION.includes(char) ? 'punctuation' : 'other';
});

export function charClass(code: number): CharClass {
  // NaN (past the end) is no letter.
  return CLASSES[code] ?? (code >= 128 ? 'identifier' : 'other');
}

/** scan.l: space, tab, newline, carriage return, form feed, vertical tab. */
export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

export function isIdentifierStart(code: number): boolean {
  return charClass(code) === 'identifier';
}

/** `$` may stand inside a name, so `a$$` opens no quote. */
export function isIdentifierPart(code: number): boolean {
  return code === 36 || isVariableChar(code);
}

/** psqlscan.l: variable_char. */
export function isVariableChar(code: number): boolean {
  const kind = charClass(code);
  return kind === 'identifier' || kind === 'digit';
}

export function isOperatorChar(code: number): boolean {
  return charClass(code) === 'operator';
}

/** The opening or closing mark of a dollar quote; sticky, set `lastIndex` before use. */
export const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;
