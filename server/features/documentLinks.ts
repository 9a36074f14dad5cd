import type { DocumentLink } from 'vscode-languageserver-types';
import { findPart, type FunctionReference } from '../../core/arn/functionReference';
import { findArnProblems } from '../../core/arn/problems';
import type { ArnPartName } from '../../core/catalog/lambdaArn';
import { findPartition } from '../../core/catalog/regions';
import type { SqlDocument } from '../../core/sql/document';
import { keepPlacedRanges, linesOf } from '../documents/chunkPositions';
import { toRange } from '../documents/ranges';
import { keepOfCalls } from '../spot/documentCalls';
import { readLambdaName } from '../spot/lambdaNames';

/** A full ARN leads to its function in the AWS console; anything less does not tell which function it is. */
export function documentLinks(document: SqlDocument): readonly DocumentLink[] {
  const all: DocumentLink[] = [];
  for (const chunkIndex of document.markedChunks) {
    const chunk = document.chunks[chunkIndex];
    const links = chunk ? linksOfChunk(document, chunk) : [];
    if (links.length > 0) all.push(...inDocument(links, document.startOf(chunkIndex)));
  }
  return all;
}

const inDocument = keepPlacedRanges<DocumentLink>();

/** Ranges count from the chunk's start. */
const linksOfChunk = keepOfCalls((calls, chunk) =>
  calls.flatMap((call): readonly DocumentLink[] => {
    const name = readLambdaName(call);
    const target = name && consoleAddress(name.reference);
    if (!name || target === undefined) return [];
    const range = toRange(linesOf(chunk), name.literalSpan);
    return [{ range, target, tooltip: 'Open the function in the AWS console' }];
  }),
);

/** Of the version or alias where one is named; undefined for what is no flawless full ARN. */
function consoleAddress(reference: FunctionReference): string | undefined {
  if (reference.form !== 'full' || findArnProblems(reference).length > 0) return undefined;
  const part = (name: ArnPartName): string => findPart(reference, name)?.text ?? '';
  const partition = findPartition(part('partition'));
  if (!partition) return undefined;
  const region = part('region');
  const page = `functions/${part('functionName')}${qualifierPath(part('qualifier'))}`;
  return `https://${partition.console}/lambda/home?region=${region}#/${page}`;
}

function qualifierPath(qualifier: string): string {
  if (qualifier === '' || qualifier.startsWith('$')) return '';
  return /^\d+$/.test(qualifier) ? `/versions/${qualifier}` : `/aliases/${qualifier}`;
}
