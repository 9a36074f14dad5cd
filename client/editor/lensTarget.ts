import type { LensTarget } from '../commandTable';
import type { SqlDocument } from '../../core/sql/document';
import { toStatement, type Statement } from './statementAt';

/**
 * The statement that a lens stood above when it was drawn. Text may have been typed since: then it is the one of
 * the same text that is nearest; undefined where the statement itself has changed, for what runs must be what the
 * user saw.
 */
export function findLensStatement(document: SqlDocument, { offset, sql }: LensTarget): Statement | undefined {
  const here = document.chunks.length > 0 ? toStatement(document, document.indexAt(offset)) : undefined;
  if (here?.start === offset && here.sql === sql) return here;
  const distance = ({ start }: Statement): number => Math.abs(start - offset);
  let nearest: Statement | undefined;
  for (const [index, chunk] of document.chunks.entries()) {
    if (chunk.kind === 'copyData') continue;
    const statement = toStatement(document, index);
    if (statement?.sql !== sql || (nearest && distance(nearest) <= distance(statement))) continue;
    nearest = statement;
  }
  return nearest;
}
