import { PLACEHOLDERS } from '../catalog/placeholders';
import type { Span } from '../span';

const NONE: readonly Span[] = [];

/** One look for all of them: nearly no text has any. */
const ANY = new RegExp(PLACEHOLDERS.map(({ source }) => `(?:${source})`).join('|'), 'i');

/** Where a name, region or qualifier still has a tutorial's placeholder in it. */
export function findPlaceholders(text: string): readonly Span[] {
  if (!ANY.test(text)) return NONE;
  return PLACEHOLDERS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length })),
  );
}
