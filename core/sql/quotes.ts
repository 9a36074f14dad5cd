/** scan.l: what may stand between the parts of one literal: a line break with blanks and `--` comments round it. */
const BETWEEN_PARTS = /[ \t\f\v]*(?:--[^\n\r]*)?[\n\r](?:[ \t\n\r\f\v]|--[^\n\r]*[\n\r])*'/y;

/**
 * How a quoted text writes its own quote. `doubled`: twice · `backslash`: twice or behind a backslash, which takes
 * any next character with it (E'') · `never`: not at all (B'', X'').
 */
export type QuoteRule = 'doubled' | 'backslash' | 'never';

/** The offset behind the quote that closes the one at `quote`, or -1 where the text ends first. */
export function findQuoteEnd(text: string, quote: number, rule: QuoteRule): number {
  const mark = text.charAt(quote);
  switch (rule) {
    case 'never':
      return text.indexOf(mark, quote + 1) + 1 || -1;
    case 'doubled':
      return findDoubledEnd(text, quote + 1, mark);
    case 'backslash':
      return findBackslashEnd(text, quote + 1, mark);
  }
}

function findDoubledEnd(text: string, from: number, mark: string): number {
  for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 2)) {
    if (text.charAt(at + 1) !== mark) return at + 1;
  }
  return -1;
}

function findBackslashEnd(text: string, from: number, mark: string): number {
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === mark) {
      if (text.charAt(at + 1) !== mark) return at + 1;
      at++;
    }
  }
  return -1;
}

/** Where the next part of a literal that ended at `end` opens its quote, if it goes on after a line break. */
export function continuesString(text: string, end: number): number | undefined {
  if (end < 0) return undefined;
  BETWEEN_PARTS.lastIndex = end;
  return BETWEEN_PARTS.test(text) ? BETWEEN_PARTS.lastIndex - 1 : undefined;
}
