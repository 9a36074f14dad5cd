/**
 * Quotes that somebody has not closed yet. By PostgreSQL's rules such a quote ends at the next one, wherever that
 * stands, and from there on the rest of the script is read inside out: code as text, text as code. While a script
 * is being edited we end the string where its author most likely will, so that what stands behind keeps its meaning.
 *
 * What gives a runaway away: it spans lines, and the quote that ends it opens another text, for what follows that
 * quote can't follow a text. No working script has such a string, unless it puts a name straight behind a text of
 * several lines: `'a⏎b'name`.
 */

/** Nobody is asked to look farther for the other end of a quote; longer texts are taken as they are written. */
export const REACH = 32_768;

export interface Cut {
  /** Where the token ends instead. */
  readonly end: number;
  /** Up to where the text has been looked at to know that. */
  readonly reach: number;
}

/** Begins a text, and can't stand behind one: a letter, a digit, JSON, a pattern of LIKE. */
const BEGINS_TEXT = /[\w\u0080-\uffff{["%]/;

/**
 * Where the text that `quote` opens is cut; undefined where it is what it looks like. `end` is the offset behind the
 * quote that would close it, -1 where none does.
 */
export function cutText(text: string, quote: number, end: number): Cut | undefined {
  if (end < 0) return text.length - quote > REACH ? undefined : cutAtLineEnd(text, quote, quote + REACH);
  if (end - quote > REACH || !BEGINS_TEXT.test(text.charAt(end))) return undefined;
  return cutAtLineEnd(text, quote, end + 1);
}

/** The same of a quoted name, which can't be long: 63 bytes of it count (NAMEDATALEN). */
export function cutName(text: string, quote: number, end: number): Cut | undefined {
  const isLong = end < 0 ? text.length - quote > REACH : end - quote > REACH;
  return isLong ? cutAtLineEnd(text, quote, quote + REACH) : cutText(text, quote, end);
}

/** Before a `;` that ends the line: it ends the statement. Undefined where no line ends up to `reach`. */
function cutAtLineEnd(text: string, quote: number, reach: number): Cut | undefined {
  const length = text.slice(quote, reach - 1).search(/[\r\n]/);
  if (length < 0) return undefined;
  const last = text.slice(quote + 1, quote + length).trimEnd();
  return { end: quote + (last.endsWith(';') ? last.length : length), reach };
}

/** The quote behind these opens the body of another routine. */
const OPENS_BODY = /\b(?:as|do)\s*$/i;
const BEGINS_BODY = /\s*?(?:[\r\n]|(?:<<|begin|declare|select|with|insert|update|delete|values)\b)/iy;
const BEGINS_ROUTINE = /(?:create|do)\b/iy;

/**
 * Where the dollar-quoted text from `start` on is cut, if the quote at `close` is the first of another routine's
 * body: before the line on which that routine begins. The statement ends there too.
 */
export function cutBody(text: string, start: number, close: number, tag: string): Cut | undefined {
  if (close < 0 || close - start > REACH) return undefined;
  BEGINS_BODY.lastIndex = close + tag.length;
  if (!OPENS_BODY.test(text.slice(Math.max(close - 20, start + tag.length), close))) return undefined;
  if (!BEGINS_BODY.test(text)) return undefined;
  const reach = BEGINS_BODY.lastIndex + 1;
  for (let at = text.lastIndexOf('\n', close); at > start; at = text.lastIndexOf('\n', at - 1)) {
    BEGINS_ROUTINE.lastIndex = at + 1;
    if (BEGINS_ROUTINE.test(text)) return { end: at + 1, reach };
  }
  return undefined;
}
