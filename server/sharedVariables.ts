/** Which other scripts a psql variable under the cursor lives in. */
import type { TextDocumentPositionParams } from 'vscode-languageserver';
import type { OpenDocuments } from './documents/documents';
import { findVariableAt } from './spot/psqlVariablePlaces';
import type { FollowedWorkspace } from './workspace/followWorkspace';
import { findSharingScripts, type Script } from './workspace/includedScripts';

/** None where the cursor is on no variable, and in a document that is no script of its own. */
export function createFindSharing(
  documents: OpenDocuments,
  { workspace, reading }: FollowedWorkspace,
): (asked: TextDocumentPositionParams) => Promise<readonly Script[]> {
  return async ({ textDocument: { uri }, position }) => {
    const document = documents.get(uri)?.document;
    if (!document || !findVariableAt(document, document.offsetAt(position))) return [];
    await reading.ready();
    return findSharingScripts(uri, workspace, documents);
  };
}
