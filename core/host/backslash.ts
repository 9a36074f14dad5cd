/** What stands behind a backslash in the strings of each language, by its reference. */

/** Codes of a character. `x1`: one or two digits · `x4`: one to four · `octal`: up to 255 · `octal9`: up to 511. */
export type CodeForm = 'x1' | 'x2' | 'x4' | 'u4' | 'u{}' | 'U8' | 'nul' | 'octal' | 'octal9';

export interface Backslash {
  /** Letters that stand for a control character or a blank. */
  readonly letters: string;
  readonly codes: readonly CodeForm[];
  /** What loses its backslash, beside the string's own quote, where a string keeps those that mean nothing. */
  readonly itself?: string;
  /** What is read as if no backslash stood before it. */
  readonly unreached?: string;
  /** At a line's end it takes the break away, and the next line's indentation too, or stands for itself. */
  readonly lineEnd: 'joins' | 'trims' | 'keeps';
}

export const JAVASCRIPT_BACKSLASH: Backslash = {
  letters: 'bfnrtv',
  codes: ['x2', 'u4', 'u{}', 'octal'],
  lineEnd: 'joins',
};

/** `\{x}` in f'' is a backslash and a hole. */
export const PYTHON_BACKSLASH: Backslash = {
  letters: 'abfnrtv',
  codes: ['x2', 'u4', 'U8', 'octal9'],
  itself: `\\'"`,
  unreached: '{}',
  lineEnd: 'joins',
};

export const JAVA_BACKSLASH: Backslash = {
  letters: 'bfnrst',
  codes: ['u4', 'octal'],
  lineEnd: 'joins',
};

export const KOTLIN_BACKSLASH: Backslash = { letters: 'bnrt', codes: ['u4'], lineEnd: 'joins' };

export const GO_BACKSLASH: Backslash = {
  letters: 'abfnrtv',
  codes: ['x2', 'u4', 'U8', 'octal'],
  lineEnd: 'joins',
};

export const CSHARP_BACKSLASH: Backslash = {
  letters: 'abefnrtv',
  codes: ['x4', 'u4', 'U8', 'nul'],
  lineEnd: 'joins',
};

export const RUST_BACKSLASH: Backslash = { letters: 'nrt', codes: ['x2', 'u{}', 'nul'], lineEnd: 'trims' };

export const RUBY_BACKSLASH: Backslash = {
  letters: 'abefnrstv',
  codes: ['x1', 'u4', 'u{}', 'octal'],
  lineEnd: 'joins',
};

export const PHP_BACKSLASH: Backslash = {
  letters: 'efnrtv',
  codes: ['x1', 'u{}', 'octal'],
  itself: '\\$',
  lineEnd: 'keeps',
};

export const TERRAFORM_BACKSLASH: Backslash = { letters: 'nrt', codes: ['u4', 'U8'], lineEnd: 'joins' };

export const YAML_BACKSLASH: Backslash = {
  letters: 'abefnrtv',
  codes: ['x2', 'u4', 'U8', 'nul'],
  lineEnd: 'trims',
};
