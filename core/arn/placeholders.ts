import { PLACEHOLDERS } from '../catalog/placeholders';
import type { Span } from '../span';

/** Where a name, region or qualifier still has a tutorial's placeholder in it. */
export function findPlaceholders(text: string): readonly Span[] {
  return PLACEHOLDERS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length })),
  );
}
