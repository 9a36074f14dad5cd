/** Which statements of a script stand in a transaction block that ends in ROLLBACK. */
import type { SqlDocument } from './sql/document';

/** Indexes of marked chunks between BEGIN and ROLLBACK. */
export function findRolledBack(document: SqlDocument): ReadonlySet<number> {
  const rolledBack = new Set<number>();
  let inBlock: number[] | undefined;
  for (const [index, { transaction, marked }] of document.chunks.entries()) {
    if (transaction === undefined) {
      if (marked) inBlock?.push(index);
      continue;
    }
    if (transaction === 'rollsBack') for (const invoking of inBlock ?? []) rolledBack.add(invoking);
    inBlock = transaction === 'begins' ? [] : undefined;
  }
  return rolledBack;
}
