import { Scanner, type ScannerOptions, type TokenKind } from './scanner';
import type { Span } from '../span';

/** One token; offsets count from the start of the text it was read from. */
export interface Token extends Span {
  readonly kind: TokenKind;
  /** False for a string, quoted name or comment that the text ends inside of. */
  readonly closed: boolean;
  /** The token as written. */
  readonly text: string;
  /** Of a word: as PostgreSQL folds it, ASCII letters in lower case; undefined for all other tokens. */
  readonly word: string | undefined;
}

export interface Tokens {
  /** Everything PostgreSQL's parser sees. */
  readonly significant: readonly Token[];
  readonly comments: readonly Token[];
}

export function tokenize(text: string, options: ScannerOptions): Tokens {
  const scanner = new Scanner(text, options);
  const significant: Token[] = [];
  const comments: Token[] = [];
  while (scanner.next()) {
    const { kind, start, end, closed } = scanner;
    const written = text.slice(start, end);
    const word = kind === 'word' ? foldWord(written) : undefined;
    (kind === 'comment' ? comments : significant).push({ kind, start, end, closed, text: written, word });
  }
  return { significant, comments };
}

/** Once a token, because everything that reads SQL compares words. */
function foldWord(text: string): string {
  let hasCapital = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > ASCII) return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    if (code >= CAPITAL_A && code <= CAPITAL_Z) hasCapital = true;
  }
  return hasCapital ? text.toLowerCase() : text;
}

const CAPITAL_A = 65;
const CAPITAL_Z = 90;
const ASCII = 127;

/** A name as PostgreSQL folds it: lower case (ASCII letters) unless quoted; undefined for anything else. */
export function identifierName(token: Token): string | undefined {
  if (token.kind !== 'quotedWord') return token.word;
  const quote = token.text.indexOf('"');
  return token.text.slice(quote + 1, token.closed ? -1 : undefined).replaceAll('""', '"');
}
