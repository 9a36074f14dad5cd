import type { ExpressionReader } from './reader';
import type { Typed } from './typed';

/** `(a, b)`: the expressions between two marks, possibly none. */
export function readList(
  reader: ExpressionReader,
  open: string,
  close: string,
): readonly Typed[] | undefined {
  const { cursor } = reader;
  if (!cursor.takeMark(open)) return undefined;
  const items: Typed[] = [];
  if (cursor.takeMark(close)) return items;
  do {
    const item = reader.expression();
    if (!item) return undefined;
    items.push(item);
  } while (cursor.takeMark(','));
  return cursor.takeMark(close) ? items : undefined;
}
