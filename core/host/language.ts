/** How a host language writes comments and strings: what the table of languages is made of. Patterns are sources of regular expressions. */
import type { Backslash } from './backslash';

/**
 * What a backslash or a doubled quote means inside a string.
 * `raw`: nothing · `doubled`: two quotes are one · `quoteOnly`: a backslash takes the quote and itself alone ·
 * `keep`, `drop`: the language's `backslash`; an unknown one keeps or loses it · `rawBackslash`: Python's r'', where
 * a backslash stays and yet keeps the next quote from closing.
 */
export type EscapeRule = 'raw' | 'doubled' | 'quoteOnly' | 'keep' | 'drop' | 'rawBackslash';

/** Host code inside a string. */
export interface HoleForm {
  readonly open: string;
  /** Braces are counted up to here; absent where `open` is the whole hole. */
  readonly close?: '}';
}

export interface StringForm {
  /** Prefix and opening quote; its first group, if any, is what `close` needs. */
  readonly open: string;
  /** What ends it, from the first group of `open`. */
  readonly close: (group: string) => string;
  readonly escapes: EscapeRule;
  readonly holes: readonly HoleForm[];
  /** Characters that stand for one of themselves when doubled: the braces of f''. */
  readonly doubles?: string;
  /** Brackets of the closing kind are counted: Ruby's `%q(f(x))`. */
  readonly nests?: true;
  /** It may hold line breaks. */
  readonly multiline: boolean;
  /** A character or a regular expression: read over, never SQL. */
  readonly noText?: true;
  /** What must not stand before it. */
  readonly notBehind?: RegExp;
}

/** `<<~SQL`: the lines up to one that holds the name alone. */
export interface HeredocForm {
  /** First group: the name. */
  readonly open: string;
  readonly escapes: EscapeRule;
  readonly holes: readonly HoleForm[];
}

export interface HostLanguage {
  /** As editors call it. */
  readonly ids: readonly string[];
  /** Of files, with the dot. */
  readonly extensions: readonly string[];
  readonly lineComments: readonly string[];
  readonly blockComments: readonly {
    readonly open: string;
    readonly close: string;
    readonly nested?: true;
  }[];
  /** The first that fits counts. */
  readonly strings: readonly StringForm[];
  readonly heredocs?: readonly HeredocForm[];
  /** Absent where no string has escapes of C's kind. */
  readonly backslash?: Backslash;
  /** What may stand between two strings that are one; its first group, if any, is an expression between them. */
  readonly joins?: RegExp;
  /** `{}` and `{name}` are filled in later, by format(). */
  readonly fillsBraces?: true;
  /** Code begins behind this mark, if there is one. */
  readonly codeMark?: string;
  /** SQL stands in blocks of lines, not in strings alone. */
  readonly blocks?: 'fences' | 'scalars';
}
