/** scan.l: what may stand between the parts of one literal: a line break with blanks and `--` comments round it. */
const BETWEEN_PARTS = /[ \t\f\v]*(?:--[^\n\r]*)?[\n\r](?:[ \t\n\r\f\v]|--[^\n\r]*[\n\r])*'/y;

/**
 * The offset behind the quote that closes the one at `quote`, or -1 where the text ends first. A doubled quote
 * stands for itself; in E'' a backslash takes the next character with it.
 */
export function findQuoteEnd(text: string, quote: number, backslashEscapes: boolean): number {
  const mark = text.charAt(quote);
  if (!backslashEscapes) return findPlainQuoteEnd(text, quote + 1, mark);
  for (let at = quote + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === mark) {
      if (text.charAt(at + 1) !== mark) return at + 1;
      at++;
    }
  }
  return -1;
}

function findPlainQuoteEnd(text: string, from: number, mark: string): number {
  for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 2)) {
    if (text.charAt(at + 1) !== mark) return at + 1;
  }
  return -1;
}

/** Where the next part of a literal that ended at `end` opens its quote, if it goes on after a line break. */
export function continuesString(text: string, end: number): number | undefined {
  if (end < 0) return undefined;
  BETWEEN_PARTS.lastIndex = end;
  return BETWEEN_PARTS.test(text) ? BETWEEN_PARTS.lastIndex - 1 : undefined;
}
