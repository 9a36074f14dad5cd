/**
 * A comment or a dollar quote that is not closed yet takes in all that stands behind it. What is typed into it while it
 * stands open can't become a token of its own: only what might close it, or open a comment in the comment, has to be
 * looked for, and only where the edit is. So each of these keystrokes costs a look at the edit, not at the text.
 */
import { DOLLAR_TAG } from './characters';
import type { TextEdit } from './textEdit';

export interface OpenEnd {
  /** From this offset on text belongs to it, and to nothing that was looked for before. */
  readonly from: number;
  /** What opens it: a dollar quote's tag, which closes it too, or that of a comment. */
  readonly mark: string;
}

const COMMENT = '/*';

/** `at`: where the token begins that `text` ends inside of; `reach`: up to where the tokens before have looked at the text. */
export function readOpenEnd(text: string, at: number, reach: number): OpenEnd {
  DOLLAR_TAG.lastIndex = at;
  const mark = DOLLAR_TAG.exec(text)?.[0] ?? COMMENT;
  return { from: Math.max(at + mark.length, reach), mark };
}

/** Whether nothing but the text of the token is another after the edit of `text`; where in doubt, not. */
export function staysOpen(text: string, { start, end, newText }: TextEdit, { from, mark }: OpenEnd): boolean {
  if (start < from) return false;
  if (mark === COMMENT) return !/[/*]/.test(text.slice(Math.max(start - 1, from), end + 1) + newText);
  const shared = mark.length - 1;
  const round = text.slice(Math.max(start - shared, from), start) + newText + text.slice(end, end + shared);
  return !round.includes(mark);
}
