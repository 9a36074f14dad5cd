/** Renaming: of a psql variable in its script, of a Lambda function in the whole workspace. */
import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import {
  LSPErrorCodes,
  RenameFile,
  ResponseError,
  type Connection,
  type PrepareRenameParams,
  type Range,
  type RenameParams,
  type TextDocumentPositionParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { SqlDocument } from '../../core/sql/document';
import type { ClientTraits } from '../start/clientTraits';
import type { OpenDocuments } from '../documents/documents';
import { prepareRename, rename, type Refusable } from '../features/rename';
import { prepareLambdaRename, renameLambda, type FileEdits } from '../features/renameLambda';
import { answerLater, type Logger } from '../guard';
import { findHandlerFile } from '../handlerFiles';
import { bringRange } from '../documents/hostAnswers';
import { toHostEdit, toHostEdits, type HostPiece } from '../documents/hostPiece';
import { askingOf } from '../documents/inDocument';
import { isSameFunction, type LambdaIdentity } from '../spot/lambdaIdentity';
import type { FollowedWorkspace } from '../workspace/followWorkspace';
import { whileUnchanged } from './whileUnchanged';
import { toUri } from '../workspace/folders';
import { createFindSharing } from '../sharedVariables';
import type { Script } from '../workspace/includedScripts';

type Prepared = Refusable<{
  readonly range: Range;
  readonly placeholder: string;
  /** Set where it is a Lambda function. */
  readonly identity?: LambdaIdentity;
}>;

const NOT_ONE_STRING = {
  refusal: 'The name is put together from several strings here: change it by hand.',
};

export function registerRename(
  connection: Connection,
  documents: OpenDocuments,
  followed: FollowedWorkspace,
  traits: ClientTraits,
  log: Logger,
): void {
  const { at } = askingOf(documents);
  const findOthers = createFindSharing(documents, followed);
  const prepare = (others: readonly Script[], asked: TextDocumentPositionParams): Prepared | undefined =>
    at(
      (document, offset): Prepared | undefined =>
        prepareRename(document, offset, documentsOf(others)) ?? prepareLambdaRename(document, offset),
      bringPrepared,
    )(asked);
  const renameVariable = (others: readonly Script[], asked: RenameParams) =>
    at(
      (document, offset) => rename(document, offset, asked.newName, documentsOf(others)),
      bringRenamed,
    )(asked);
  const later = <P extends TextDocumentPositionParams, R>(
    name: string,
    handler: (params: P) => Promise<R | undefined>,
  ) => answerLater(log, name, whileUnchanged(documents, handler));
  connection.onPrepareRename(
    later('prepareRename', async (asked: PrepareRenameParams) => {
      const prepared = prepare(await findOthers(asked), asked);
      if (!prepared || 'refusal' in prepared) return prepared && refuse(prepared.refusal);
      return { range: prepared.range, placeholder: prepared.placeholder };
    }),
  );
  connection.onRenameRequest(
    later('rename', async (asked: RenameParams) => {
      const others = await findOthers(asked);
      const prepared = prepare(others, asked);
      if (!prepared) return undefined;
      if ('refusal' in prepared) return refuse(prepared.refusal);
      if (prepared.identity) return renameFunction(followed, prepared.identity, asked, traits);
      const edits = renameVariable(others, asked);
      if (!edits || 'refusal' in edits) return edits && refuse(edits.refusal);
      const uris = [asked.textDocument.uri, ...others.map(({ uri }) => uri)];
      const changed = uris.map((uri, index): [string, TextEdit[]] => [uri, [...(edits[index] ?? [])]]);
      return { changes: Object.fromEntries(changed.filter(([, own]) => own.length > 0)) };
    }),
  );
}

function bringPrepared(piece: HostPiece, found: Prepared): Prepared {
  if ('refusal' in found) return found;
  const isWritable = toHostEdit(piece, { range: found.range, newText: found.placeholder }) !== undefined;
  return isWritable ? bringRange(piece, found) : NOT_ONE_STRING;
}

/** In another language a script is a piece of a document: it shares its variables with no other. */
function bringRenamed(
  piece: HostPiece,
  found: Refusable<readonly (readonly TextEdit[])[]>,
): Refusable<readonly (readonly TextEdit[])[]> {
  if ('refusal' in found) return found;
  const written = found.map((edits) => toHostEdits(piece, edits) ?? []);
  return written.every((edits, index) => edits.length === found[index]?.length) ? written : NOT_ONE_STRING;
}

function documentsOf(scripts: readonly Script[]): readonly SqlDocument[] {
  return scripts.map(({ document }) => document);
}

/** The error that an editor shows to its user. */
function refuse(reason: string): ResponseError<void> {
  return new ResponseError<void>(LSPErrorCodes.RequestFailed, reason);
}

async function renameFunction(
  followed: FollowedWorkspace,
  identity: LambdaIdentity,
  { textDocument: { uri }, newName }: RenameParams,
  traits: ClientTraits,
): Promise<WorkspaceEdit | ResponseError<void>> {
  await followed.reading.ready();
  const files = await followed.workspace.findNames(identity, uri);
  const changes = renameLambda(files, identity, newName);
  if ('refusal' in changes) return refuse(changes.refusal);
  // Another function of the name, in another Region or account, may have the same handler.
  const goesWhole = followed.workspace.names(identity.name).every((name) => isSameFunction(name, identity));
  const handler =
    traits.renamesFiles && goesWhole ? renameHandler(followed, identity.name, uri, newName) : undefined;
  return toWorkspaceEdit(changes, traits.versionedEdits, handler);
}

/** The handler goes with its function, where the name is free; it is found by that name. */
function renameHandler(
  { handlerFolders }: FollowedWorkspace,
  oldName: string,
  uri: string,
  newName: string,
): RenameFile | undefined {
  const handler = findHandlerFile(oldName, uri, handlerFolders());
  if (!handler) return undefined;
  const ending = handler.named === handler.file ? extname(handler.file) : '';
  const renamed = join(dirname(handler.named), newName + ending);
  return existsSync(renamed) ? undefined : RenameFile.create(toUri(handler.named), toUri(renamed));
}

function toWorkspaceEdit(
  changes: readonly FileEdits[],
  isVersioned: boolean,
  handler: RenameFile | undefined,
): WorkspaceEdit {
  const edits = (all: readonly TextEdit[]): TextEdit[] => [...all];
  if (!isVersioned)
    return { changes: Object.fromEntries(changes.map(({ file, edits: all }) => [file.uri, edits(all)])) };
  const documentChanges = changes.map(({ file, edits: all }) => ({
    textDocument: { uri: file.uri, version: file.version ?? null },
    edits: edits(all),
  }));
  return { documentChanges: handler ? [...documentChanges, handler] : documentChanges };
}
