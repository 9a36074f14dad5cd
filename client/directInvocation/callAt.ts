import { analyzeChunk } from '../../core/analysis';
import type { CallSite } from '../../core/calls/model';
import { INVOKE } from '../../core/catalog/invoke';
import type { Chunk } from '../../core/sql/chunk';
import { outerSpan } from '../../core/sql/fragment';
import type { SqlDocument } from '../../core/sql/document';
import { toStatement, type Statement } from '../editor/statementAt';

export interface FoundCall {
  readonly call: CallSite;
  readonly chunk: Chunk;
  /** The statement that it is part of. */
  readonly statement: Statement;
}

/** The innermost call of aws_lambda.invoke round the offset, else the first one of its statement. */
export function findInvokeAt(document: SqlDocument, offset: number): FoundCall | undefined {
  if (document.chunks.length === 0) return undefined;
  const index = document.indexAt(offset);
  const chunk = document.chunks[index];
  const statement = toStatement(document, index);
  if (!chunk || !statement) return undefined;
  const inChunk = offset - document.offsetOf(index);
  const calls = analyzeChunk(chunk).calls.filter(({ entry }) => entry === INVOKE);
  const around = calls.filter((call) => {
    const { start, end } = outerSpan(call.fragment, call.span);
    return start <= inChunk && inChunk <= end;
  });
  const call = around.at(-1) ?? calls[0];
  return call && { call, chunk, statement };
}
