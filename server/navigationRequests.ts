/** The requests that lead from one place to others: definition, references, rename. */
import { pathToFileURL } from 'node:url';
import {
  LSPErrorCodes,
  ResponseError,
  type Connection,
  type DefinitionParams,
  type DocumentHighlightParams,
  type InitializeParams,
  type Location,
  type PrepareRenameParams,
  type ReferenceParams,
  type RenameParams,
  type ServerCapabilities,
  type TextEdit,
} from 'vscode-languageserver';
import type { OpenDocuments } from './documents';
import { definition, type Definition } from './features/definition';
import { documentHighlights, findTarget, references } from './features/references';
import { prepareRename, rename, type Refusable } from './features/rename';
import { answer, type Logger } from './guard';
import { findHandlerFile, readHandlerFolders, type HandlerFolders } from './handlerFiles';
import { bringDefinition, bringRange } from './hostAnswers';
import { toHostEdits, toHostRange } from './hostPiece';
import { askingOf } from './inDocument';
import { isSameFunction } from './spot/lambdaIdentity';
import { summarize } from './workspace/summary';

export const NAVIGATION_CAPABILITIES: ServerCapabilities = {
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
};

/** Registers a handler for each feature. */
export function registerNavigation(
  connection: Connection,
  documents: OpenDocuments,
  params: InitializeParams,
  log: Logger,
): void {
  const folders = readHandlerFolders(params);
  const { at } = askingOf(documents);
  const define = at((document, offset) => definition(document, offset), bringDefinition);
  const highlight = at(
    (document, offset) => documentHighlights(document, offset),
    (piece, found) => found.map((one) => bringRange(piece, one)),
  );
  const prepare = at(
    (document, offset) => prepareRename(document, offset),
    (piece, found) => ('refusal' in found ? found : bringRange(piece, found)),
  );
  const change = at(
    (document, offset, { newName }: RenameParams) => rename(document, offset, newName),
    (piece, found) => ('refusal' in found ? found : (toHostEdits(piece, found) ?? CAN_NOT_BE_WRITTEN)),
  );
  connection.onDefinition(
    answer(log, 'definition', (asked: DefinitionParams) => {
      const found = define(asked);
      return found && toLocation(found, asked.textDocument.uri, folders);
    }),
  );
  connection.onReferences(
    answer(log, 'references', (asked: ReferenceParams) => findLocations(documents, asked)),
  );
  connection.onDocumentHighlight(
    answer(log, 'documentHighlight', (asked: DocumentHighlightParams) => highlight(asked)?.slice()),
  );
  connection.onPrepareRename(
    answer(log, 'prepareRename', (asked: PrepareRenameParams) => orRefusal(prepare(asked))),
  );
  connection.onRenameRequest(
    answer(log, 'rename', (asked: RenameParams) => {
      const edits = orRefusal(change(asked));
      return edits && !(edits instanceof ResponseError)
        ? toWorkspaceEdit(asked.textDocument.uri, edits)
        : edits;
    }),
  );
}

const CAN_NOT_BE_WRITTEN = {
  refusal: 'The name is put together from several strings here: change it by hand.',
};

function toLocation(found: Definition, uri: string, folders: HandlerFolders): Location | undefined {
  if (found.kind === 'place') return { uri, range: found.range };
  const path = findHandlerFile(found.functionName, uri, folders);
  const start = { line: 0, character: 0 };
  return path === undefined ? undefined : { uri: pathToFileURL(path).href, range: { start, end: start } };
}

/** Of a Lambda function in all open documents, of a psql variable in its own script. */
function findLocations(documents: OpenDocuments, asked: ReferenceParams): Location[] {
  const { uri } = asked.textDocument;
  const own = askingOf(documents).at(
    (document, offset) => {
      const target = findTarget(document, offset);
      return target && { target, ranges: references(document, target, asked.context.includeDeclaration) };
    },
    (piece, { target, ranges }) => ({ target, ranges: ranges.map((range) => toHostRange(piece, range)) }),
  )(asked);
  if (!own) return [];
  const { target, ranges } = own;
  if (target.kind === 'psqlVariable') return ranges.map((range) => ({ uri, range }));
  return documents.uris.flatMap((each) => {
    const text = documents.get(each)?.document ?? documents.getHost(each)?.host;
    const names = text ? summarize(text).names : [];
    return names
      .filter((name) => isSameFunction(name, target.identity))
      .map(({ range }) => ({ uri: each, range }));
  });
}

/** A refusal as the error that an editor shows to its user. */
function orRefusal<T extends object>(
  answered: Refusable<T> | undefined,
): T | ResponseError<void> | undefined {
  if (!answered || !('refusal' in answered)) return answered;
  return new ResponseError<void>(LSPErrorCodes.RequestFailed, answered.refusal);
}

function toWorkspaceEdit(uri: string, edits: readonly TextEdit[]) {
  return { changes: { [uri]: [...edits] } };
}
