import type { FunctionDirectory, FunctionQuery } from '../../core/liveNames/model';
import { findNamedFunctions, toQuery, type NamedFunction } from '../../core/liveNames/namedFunctions';
import { describeTimeout } from '../../core/liveNames/problems';
import { findRequestTimeouts } from '../../core/requestTimeout';
import type { SqlDocument } from '../../core/sql/document';
import { describeFunction } from '../liveNames/describeFunction';
import type { Target } from '../liveNames/directories';
import { contains } from '../spot/place';
import { paragraphs } from './markdown';

/** What AWS says of the function whose name or qualifier is under the mouse; undefined where it says nothing in time. */
export async function describeLive(
  document: SqlDocument,
  offset: number,
  target: Target,
  signal: AbortSignal,
): Promise<string | undefined> {
  const chunkIndex = document.indexAt(offset);
  const named = findNamed(document, chunkIndex, offset);
  const directory = named && target.open(named.region);
  if (!named || !directory) return undefined;
  const query = toQuery(named);
  const answer = await directory.inspect(query, signal);
  if (answer.kind !== 'found') return undefined;
  const alias = await findAlias(directory, query, signal);
  const limit = named.waiting && findRequestTimeouts(document)(chunkIndex, named.waiting);
  const late = limit === undefined ? undefined : describeTimeout(answer.value.timeoutMs, limit);
  return paragraphs(describeFunction(answer.value, alias), late && `⚠ ${late}`);
}

/** What the qualifier stands for, where it is an alias; versions have numbers. */
async function findAlias(
  directory: FunctionDirectory,
  { name, qualifier }: FunctionQuery,
  signal: AbortSignal,
) {
  if (qualifier === undefined || /^(?:\d+$|\$)/.test(qualifier)) return undefined;
  const aliases = await directory.qualifiers(name, 'alias', signal);
  return aliases.kind === 'found' ? aliases.value.find((alias) => alias.name === qualifier) : undefined;
}

/** Whether there is anything to ask about at the offset. */
export function isOnLiveName(document: SqlDocument, offset: number): boolean {
  return findNamed(document, document.indexAt(offset), offset) !== undefined;
}

function findNamed(document: SqlDocument, chunkIndex: number, offset: number): NamedFunction | undefined {
  const chunk = document.chunks[chunkIndex];
  const at = offset - document.offsetOf(chunkIndex);
  const named = chunk ? findNamedFunctions(chunk) : [];
  return named.find(
    ({ literalSpan, qualifier }) =>
      contains(literalSpan, at) || (qualifier !== undefined && contains(qualifier.span, at)),
  );
}
