import type { Opener } from './patterns';

/** The offset behind the end of a block comment that opens before `from`; the text's end where nothing closes it. */
export function findCommentEnd(
  text: string,
  from: number,
  { close, nested, open }: Extract<Opener, { kind: 'blockComment' }>,
): number {
  let depth = 1;
  let at = from;
  for (;;) {
    const end = text.indexOf(close, at);
    if (end < 0) return text.length;
    const inner = nested ? text.indexOf(open, at) : -1;
    if (inner >= 0 && inner < end) {
      depth++;
      at = inner + open.length;
      continue;
    }
    at = end + close.length;
    if (--depth === 0) return at;
  }
}
