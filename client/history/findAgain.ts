import { createDocument } from '../../core/analysis';
import { SECRET_MARK } from '../../core/catalog/secrets';
import { strikeOutSql } from '../../core/secrets/strikeOutSql';
import type { Span } from '../../core/span';
import { findMoved } from '../editor/findMoved';
import { toStatement } from '../editor/statementAt';
import type { RunSummary } from './entry';

/**
 * Where what ran stands in its document now: at its old place, else at the nearest where it still stands word for
 * word. What had secrets is found as a statement, or as the whole document, that reads the same without its secrets.
 */
export function findAgain(
  document: string,
  { text, start, isStruck, isCut }: Pick<RunSummary, 'text' | 'start' | 'isStruck' | 'isCut'>,
): Span | undefined {
  if (isCut || text.trim() === '') return undefined;
  if (isStruck) return findStruck(document, text, start);
  const { end, start: found } = findMoved(document, start, text);
  return end - found === text.length ? { start: found, end } : undefined;
}

function findStruck(document: string, text: string, start: number): Span | undefined {
  const anchor = text.slice(0, text.indexOf(SECRET_MARK)).trim();
  if (!document.includes(anchor)) return undefined;
  const sql = createDocument(document);
  const statements = sql.chunks.flatMap((_, index) => toStatement(sql, index) ?? []);
  const candidates: Span[] = [{ start: 0, end: document.length }, ...statements];
  const reads = candidates.filter((span) => strikeOutSql(document.slice(span.start, span.end)).text === text);
  reads.sort((one, other) => Math.abs(one.start - start) - Math.abs(other.start - start));
  const [nearest] = reads;
  return nearest && { start: nearest.start, end: nearest.end };
}
