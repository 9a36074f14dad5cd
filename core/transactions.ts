/** Which statements of a script stand in a transaction block that ends in ROLLBACK. */
import type { SqlDocument } from './sql/document';

/** Indexes of marked chunks between BEGIN and ROLLBACK. */
export function findRolledBack(document: SqlDocument): ReadonlySet<number> {
  const rolledBack = new Set<number>();
  let inBlock: number[] | undefined;
  document.chunks.forEach(({ head, marked }, index) => {
    if (/^(begin|start transaction)\b/.test(head)) inBlock = [];
    else if (/^(commit|end)\b/.test(head)) inBlock = undefined;
    else if (/^(rollback|abort)\b/.test(head) && !/\b(to|prepared)\b/.test(head)) {
      for (const marked of inBlock ?? []) rolledBack.add(marked);
      inBlock = undefined;
    } else if (marked) inBlock?.push(index);
  });
  return rolledBack;
}
