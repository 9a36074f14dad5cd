import { countUpTo } from './lines';
import type { TextEdit } from './textEdit';

/**
 * Offsets behind each line break of `text`, which the edit has made of the text that had those before; as
 * `findLineStarts` finds them, by a look at what the edit touches.
 */
export function editLineStarts(before: readonly number[], text: string, edit: TextEdit): readonly number[] {
  const moved = edit.newText.length - (edit.end - edit.start);
  // The two characters of a line break may have come together or apart at either end.
  const from = Math.max(edit.start - 1, 0);
  const to = Math.min(edit.end + 1 + moved, text.length);
  const kept = before.slice(0, countUpTo(before, from));
  const behind = before.slice(countUpTo(before, to - moved));
  const fresh: number[] = [];
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    const isBreak = code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10);
    if (isBreak) fresh.push(at + 1);
  }
  return [...kept, ...fresh, ...behind.map((start) => start + moved)];
}
