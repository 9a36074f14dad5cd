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
import { inDocumentOf } from './inDocument';

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
  const inDocument = inDocumentOf(documents);
  const define = inDocument((document, { textDocument: { uri }, position }: DefinitionParams) => {
    const found = definition(document, document.offsetAt(position));
    return found && toLocation(found, uri, folders);
  });
  const highlight = inDocument((document, { position }: DocumentHighlightParams) => [
    ...documentHighlights(document, document.offsetAt(position)),
  ]);
  const prepare = inDocument((document, { position }: PrepareRenameParams) =>
    orRefusal(prepareRename(document, document.offsetAt(position))),
  );
  const change = inDocument((document, { textDocument: { uri }, position, newName }: RenameParams) => {
    const edits = orRefusal(rename(document, document.offsetAt(position), newName));
    return edits && !(edits instanceof ResponseError) ? toWorkspaceEdit(uri, edits) : edits;
  });
  connection.onDefinition(answer(log, 'definition', define));
  connection.onReferences(
    answer(log, 'references', (asked: ReferenceParams) => findLocations(documents, asked)),
  );
  connection.onDocumentHighlight(answer(log, 'documentHighlight', highlight));
  connection.onPrepareRename(answer(log, 'prepareRename', prepare));
  connection.onRenameRequest(answer(log, 'rename', change));
}

function toLocation(found: Definition, uri: string, folders: HandlerFolders): Location | undefined {
  if (found.kind === 'place') return { uri, range: found.range };
  const path = findHandlerFile(found.functionName, uri, folders);
  const start = { line: 0, character: 0 };
  return path === undefined ? undefined : { uri: pathToFileURL(path).href, range: { start, end: start } };
}

/** Of a Lambda function in all open documents, of a psql variable in its own. */
function findLocations(documents: OpenDocuments, params: ReferenceParams): Location[] {
  const { uri } = params.textDocument;
  const document = documents.get(uri)?.document;
  const target = document && findTarget(document, document.offsetAt(params.position));
  if (!document || !target) return [];
  const searched = target.kind === 'lambda' ? documents.all() : [{ uri, document }];
  return searched.flatMap((open) =>
    references(open.document, target, params.context.includeDeclaration).map((range) => ({
      uri: open.uri,
      range,
    })),
  );
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
