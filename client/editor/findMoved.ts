import type { Span } from '../../core/span';

/**
 * Where a piece of an older text stands now: at its old place, else at the nearest place where it still stands,
 * else where it was, as far as the text still reaches. A piece that was cut ends in `…`.
 */
export function findMoved(text: string, start: number, piece: string): Span {
  const known = piece.replace(/…$/, '');
  const at = (found: number): Span => ({ start: found, end: found + known.length });
  if (text.startsWith(known, start)) return at(start);
  const before = text.lastIndexOf(known, start);
  const behind = text.indexOf(known, start);
  if (before < 0 && behind < 0)
    return { start: Math.min(start, text.length), end: Math.min(start, text.length) };
  return at(behind < 0 || (before >= 0 && start - before <= behind - start) ? before : behind);
}
