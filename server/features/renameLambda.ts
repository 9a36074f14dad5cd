/** Another name for a Lambda function, wherever the workspace's SQL names it. */
import type { Range, TextEdit } from 'vscode-languageserver-types';
import { isCreatableName } from '../../core/arn/creatableName';
import { findPart, parseFunctionReference } from '../../core/arn/functionReference';
import { arnPart } from '../../core/catalog/lambdaArn';
import type { SqlDocument } from '../../core/sql/document';
import { toRange } from '../documents/ranges';
import { isSameFunction, type LambdaIdentity } from '../spot/lambdaIdentity';
import { findLambdaNameAt } from '../spot/lambdaNames';
import { contains } from '../spot/place';
import type { NameUse } from '../workspace/summary';
import type { WorkspaceFile } from '../workspace/workspace';
import type { Refusable } from './rename';

export interface LambdaToRename {
  readonly range: Range;
  readonly placeholder: string;
  readonly identity: LambdaIdentity;
}

/** The name under the cursor, without what stands round it in an ARN. */
export function prepareLambdaRename(document: SqlDocument, offset: number): LambdaToRename | undefined {
  const found = findLambdaNameAt(document, offset);
  if (!found || !contains(found.span, offset)) return undefined;
  return { range: toRange(document, found.span), placeholder: found.name, identity: found };
}

export interface FileEdits {
  readonly file: WorkspaceFile;
  readonly edits: readonly TextEdit[];
}

/** Only the name is replaced: the ARN round it, its qualifier and its quotes stay. */
export function renameLambda(
  files: readonly WorkspaceFile[],
  identity: LambdaIdentity,
  newName: string,
): Refusable<readonly FileEdits[]> {
  const refusal = refuseName(newName);
  if (refusal !== undefined) return { refusal };
  const changes: FileEdits[] = [];
  for (const file of files) {
    const uses = file.summary.names.filter((use) => isSameFunction(use, identity));
    const refused = uses.flatMap((use) => refuseUse(file, use, newName) ?? [])[0];
    if (refused !== undefined) return { refusal: refused };
    if (uses.length > 0)
      changes.push({ file, edits: uses.map(({ range }) => ({ range, newText: newName })) });
  }
  return changes;
}

function refuseName(newName: string): string | undefined {
  if (isCreatableName(newName)) return undefined;
  return `This can't be the name of a Lambda function. ${arnPart('functionName').doc}`;
}

function refuseUse(file: WorkspaceFile, use: NameUse, newName: string): string | undefined {
  const place = `${decodeURIComponent(file.uri.replace(/^.*\//, ''))}, line ${use.range.start.line + 1}`;
  if (!use.isWritable)
    return `In ${place}, the name is put together from several strings: change it by hand first.`;
  const renamed = replaceName(use.literal, newName);
  if (findPart(parseFunctionReference(renamed), 'functionName')?.text !== newName)
    return `In ${place}, ${renamed} would not be read as the function ${newName}: take another name.`;
  return undefined;
}

function replaceName(literal: string, newName: string): string {
  const part = findPart(parseFunctionReference(literal), 'functionName');
  return part ? literal.slice(0, part.span.start) + newName + literal.slice(part.span.end) : newName;
}
