import { Scanner, type ScannerOptions, type TokenKind } from './scanner';
import type { Span } from '../span';

/** One token; offsets count from the start of the text it was read from. */
export interface Token extends Span {
  readonly kind: TokenKind;
  /** False for a string, quoted name or comment that the text ends inside of. */
  readonly closed: boolean;
  /** The token as written. */
  readonly text: string;
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
    (kind === 'comment' ? comments : significant).push({
      kind,
      start,
      end,
      closed,
      text: text.slice(start, end),
    });
  }
  return { significant, comments };
}

/** A name as PostgreSQL folds it: lower case (ASCII letters) unless quoted; undefined for anything else. */
export function identifierName(token: Token): string | undefined {
  if (token.kind === 'word') return token.text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  if (token.kind !== 'quotedWord') return undefined;
  const quote = token.text.indexOf('"');
  return token.text.slice(quote + 1, token.closed ? -1 : undefined).replaceAll('""', '"');
}
