import {
  CodeActionKind,
  TextDocumentSyncKind,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { readClientTraits } from './clientTraits';
import { COMPLETION_TRIGGERS } from './features/completion/completion';
import { FIX_ALL_KIND } from './features/codeActions';
import { LIVE_CAPABILITIES } from './liveNames/register';
import { NAVIGATION_CAPABILITIES } from './navigationRequests';
import { RENAME_CAPABILITIES } from './renameRequests';
import { semanticTokensCapabilities } from './semanticTokensRequests';
import { STRUCTURE_CAPABILITIES } from './structureRequests';

/** What the server offers this client. */
export function describeServer(params: InitializeParams): InitializeResult {
  const traits = readClientTraits(params);
  return {
    serverInfo: { name: 'aurora-lambda-sql' },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      completionProvider: { triggerCharacters: COMPLETION_TRIGGERS },
      signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: ['>', ' ', ')'] },
      hoverProvider: true,
      ...STRUCTURE_CAPABILITIES,
      ...NAVIGATION_CAPABILITIES,
      ...RENAME_CAPABILITIES,
      ...LIVE_CAPABILITIES,
      ...semanticTokensCapabilities(params),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      ...(traits.codeActionLiterals && {
        codeActionProvider: {
          codeActionKinds: [
            CodeActionKind.QuickFix,
            CodeActionKind.RefactorRewrite,
            CodeActionKind.RefactorExtract,
            FIX_ALL_KIND,
          ],
        },
      }),
    },
  };
}
