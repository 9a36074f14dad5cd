/**
 * What the server offers a client. Data alone, so that `initialize` is answered before anything else is loaded: the
 * protocol's library would be a value here, and is imported for its types only.
 */
import type {
  CodeActionOptions,
  InitializeParams,
  InitializeResult,
  SemanticTokensOptions,
  ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { REFRESH_COMMAND } from '../../core/liveNames/protocol';
import { readClientTraits } from './clientTraits';
import { SEMANTIC_TOKENS_LEGEND } from '../features/semanticTokensLegend';

/** Mends all that has exactly one mend, and a safe one, on demand or on save. */
export const FIX_ALL_KIND = 'source.fixAll.auroraLambdaSql';

export const SEMANTIC_TOKENS: SemanticTokensOptions = {
  legend: SEMANTIC_TOKENS_LEGEND,
  range: true,
  full: { delta: true },
};

const INCREMENTAL: typeof TextDocumentSyncKind.Incremental = 2;

const CODE_ACTIONS: CodeActionOptions = {
  codeActionKinds: ['quickfix', 'refactor.rewrite', 'refactor.extract', FIX_ALL_KIND],
};

/** Offered to every client. */
const ALWAYS: ServerCapabilities = {
  positionEncoding: 'utf-16',
  textDocumentSync: { openClose: true, change: INCREMENTAL },
  // Characters behind which an editor should ask by itself.
  completionProvider: { triggerCharacters: ['.', "'", ':', '$', '-', '"'] },
  signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: ['>', ' ', ')'] },
  hoverProvider: true,
  inlayHintProvider: true,
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentLinkProvider: {},
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  workspaceSymbolProvider: true,
  renameProvider: { prepareProvider: true },
  executeCommandProvider: { commands: [REFRESH_COMMAND] },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

/** What the server offers this client. */
export function describeServer(params: InitializeParams): InitializeResult {
  const { codeActionLiterals } = readClientTraits(params);
  return {
    serverInfo: { name: 'aurora-lambda-sql' },
    capabilities: {
      ...ALWAYS,
      // Clients that can be told the languages later are: `offerSemanticTokens`.
      ...(!takesLaterSemanticTokens(params) && { semanticTokensProvider: SEMANTIC_TOKENS }),
      ...(codeActionLiterals && { codeActionProvider: CODE_ACTIONS }),
    },
  };
}

/** Whether the client can be told of semantic tokens once it is initialized. */
export function takesLaterSemanticTokens({ capabilities: { textDocument } }: InitializeParams): boolean {
  return textDocument?.semanticTokens?.dynamicRegistration === true;
}
