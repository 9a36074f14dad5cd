/** Where a text names one of our schemas: most host files never do, and then nothing else is asked of them. */
import { SCHEMAS } from '../catalog/functions';
import type { TextEdit } from '../sql/document';

const NAMES = SCHEMAS.map((schema) => schema.name);
const SOURCE = NAMES.join('|');
const LONGEST = Math.max(...NAMES.map((name) => name.length));

/** Ascending offsets; two names may share a letter. */
export function findMentions(text: string, from = 0, to = text.length): readonly number[] {
  const names = new RegExp(SOURCE, 'gi');
  const part = text.slice(from, to);
  const found: number[] = [];
  for (let match = names.exec(part); match; match = names.exec(part)) {
    found.push(from + match.index);
    names.lastIndex = match.index + 1;
  }
  return found;
}

/** Of `text`, which the edit has made of the text with the mentions: what it costs follows the edit. */
export function editMentions(before: readonly number[], text: string, edit: TextEdit): readonly number[] {
  const moved = edit.newText.length - (edit.end - edit.start);
  const near = edit.start - LONGEST;
  const end = edit.start + edit.newText.length;
  const found = findMentions(text, Math.max(near, 0), end + LONGEST).filter((at) => at > near && at < end);
  if (before.length === 0) return found;
  const kept = before.filter((at) => at <= near);
  const behind = before.filter((at) => at >= edit.end).map((at) => at + moved);
  return [...kept, ...found, ...behind];
}
