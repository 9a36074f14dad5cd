/** The requests that lead from one place to others: definition, references, symbols of the workspace. */
import { pathToFileURL } from 'node:url';
import type {
  Connection,
  DefinitionParams,
  DocumentHighlightParams,
  Location,
  ReferenceParams,
  WorkspaceSymbolParams,
} from 'vscode-languageserver';
import type { OpenDocuments } from '../documents/documents';
import { definition } from '../features/definition';
import { documentHighlights, findTarget, references } from '../features/references';
import { workspaceSymbols } from '../features/workspaceSymbols';
import { answer, answerLater, type Logger } from '../guard';
import { findHandlerFile, type HandlerFolders } from '../handlerFiles';
import { bringDefinition, bringRange } from '../documents/hostAnswers';
import { toHostRange } from '../documents/hostPiece';
import { askingOf } from '../documents/inDocument';
import { toRange } from '../documents/ranges';
import { createFindSharing } from '../sharedVariables';
import { isSameFunction } from '../spot/lambdaIdentity';
import { findVariableAt, findVariablePlaces } from '../spot/psqlVariablePlaces';
import { whileUnchanged } from './whileUnchanged';
import type { FollowedWorkspace } from '../workspace/followWorkspace';
import type { Script } from '../workspace/includedScripts';

/** Registers a handler for each feature. */
export function registerNavigation(
  connection: Connection,
  documents: OpenDocuments,
  followed: FollowedWorkspace,
  log: Logger,
): void {
  const { workspace, reading } = followed;
  const highlight = askingOf(documents).at(
    (document, offset) => documentHighlights(document, offset),
    (piece, found) => found.map((one) => bringRange(piece, one)),
  );
  const define = whileUnchanged(documents, createDefine(documents, followed));
  const findReferences = whileUnchanged(documents, createFindReferences(documents, followed));
  connection.onDefinition(answerLater(log, 'definition', define));
  connection.onReferences(answerLater(log, 'references', findReferences));
  connection.onDocumentHighlight(
    answer(log, 'documentHighlight', (asked: DocumentHighlightParams) => highlight(asked)?.slice()),
  );
  connection.onWorkspaceSymbol(
    answer(log, 'workspaceSymbol', ({ query }: WorkspaceSymbolParams) => {
      // It is asked with every character: what is known already is answered, the rest is read meanwhile.
      void reading.ready();
      return [...workspaceSymbols(workspace.files(), query, (uri) => workspace.describeFile(uri))];
    }),
  );
}

function createDefine(documents: OpenDocuments, followed: FollowedWorkspace) {
  const { workspace, reading, handlerFolders } = followed;
  const findSharing = createFindSharing(documents, followed);
  const define = askingOf(documents).at((document, offset) => definition(document, offset), bringDefinition);
  return async (asked: DefinitionParams): Promise<Location | Location[] | undefined> => {
    const { uri } = asked.textDocument;
    const found = define(asked);
    switch (found?.kind) {
      case undefined:
        return definedElsewhere(await findSharing(asked), documents, asked);
      case 'place':
        return { uri, range: found.range };
      case 'handler':
        return findHandler(found.functionName, uri, handlerFolders());
      case 'routine':
        await reading.ready();
        return workspace.findRoutines(found.name);
    }
  };
}

/** Where other scripts set the psql variable under the cursor. */
function definedElsewhere(
  others: readonly Script[],
  documents: OpenDocuments,
  { textDocument: { uri }, position }: DefinitionParams,
): Location[] {
  const document = documents.get(uri)?.document;
  const variable = document && findVariableAt(document, document.offsetAt(position));
  if (!variable) return [];
  return others.flatMap((other) =>
    findVariablePlaces(other.document, variable.name)
      .filter(({ definition: set }) => set)
      .map(({ span }) => ({ uri: other.uri, range: toRange(other.document, span) })),
  );
}

function findHandler(functionName: string, uri: string, folders: HandlerFolders): Location | undefined {
  const handler = findHandlerFile(functionName, uri, folders);
  const start = { line: 0, character: 0 };
  return handler && { uri: pathToFileURL(handler.file).href, range: { start, end: start } };
}

/** Of a Lambda function in the whole workspace, of a psql variable in its script and those that share it. */
function createFindReferences(documents: OpenDocuments, followed: FollowedWorkspace) {
  const { workspace, reading } = followed;
  const findSharing = createFindSharing(documents, followed);
  const find = askingOf(documents).at(
    (document, offset, { context }: ReferenceParams) => {
      const target = findTarget(document, offset);
      return target && { target, ranges: references(document, target, context.includeDeclaration) };
    },
    (piece, { target, ranges }) => ({ target, ranges: ranges.map((range) => toHostRange(piece, range)) }),
  );
  return async (asked: ReferenceParams): Promise<Location[]> => {
    const { uri } = asked.textDocument;
    const found = find(asked);
    if (!found) return [];
    const { target, ranges } = found;
    if (target.kind === 'psqlVariable') {
      const others = await findSharing(asked);
      const { includeDeclaration } = asked.context;
      return [
        ...ranges.map((range) => ({ uri, range })),
        ...others.flatMap((other) =>
          references(other.document, target, includeDeclaration).map((range) => ({ uri: other.uri, range })),
        ),
      ];
    }
    await reading.ready();
    const files = await workspace.findNames(target.identity, uri);
    return files.flatMap((file) =>
      file.summary.names
        .filter((name) => isSameFunction(name, target.identity))
        .map(({ range }) => ({ uri: file.uri, range })),
    );
  };
}
