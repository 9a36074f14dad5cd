/** `-- aurora-lambda-sql: ignore CODE, CODE` on the line above keeps those codes from being reported. */
import type { Chunk } from './sql/chunk';
import type { Fragment } from './sql/fragment';
import { countUpTo } from './sql/lines';

const COMMENT = /^(?:--|\/\*)\s*aurora-lambda-sql:\s*ignore\s+([a-z, -]+)/i;

/** Codes by the line they are suppressed on; lines count from the chunk's first. */
export type Suppressions = ReadonlyMap<number, ReadonlySet<string>>;

const NONE: Suppressions = new Map();

export function findSuppressions(chunk: Chunk, fragments: readonly Fragment[]): Suppressions {
  if (!chunk.text.includes('aurora-lambda-sql')) return NONE;
  const found = new Map<number, Set<string>>();
  for (const fragment of fragments) {
    for (const comment of fragment.comments) {
      const [, codes] = COMMENT.exec(comment.text) ?? [];
      if (codes === undefined) continue;
      const line = lineIn(chunk, fragment.outer(comment.end)) + 1;
      const here = found.get(line) ?? new Set();
      for (const code of codes.trim().split(/[\s,]+/)) here.add(code);
      found.set(line, here);
    }
  }
  return found;
}

/** Whether the code is suppressed at any of these offsets' lines: the problem's own, its call's, its statement's. */
export function isSuppressed(
  suppressions: Suppressions,
  chunk: Chunk,
  code: string,
  offsets: readonly number[],
): boolean {
  return offsets.some((offset) => suppressions.get(lineIn(chunk, offset))?.has(code));
}

function lineIn(chunk: Chunk, offset: number): number {
  return countUpTo(chunk.lineStarts, offset);
}
