/**
 * The yardstick: a language server that keeps the text of its documents, with the library that such servers use, and
 * answers every request with nothing. What it takes is what protocol, process and text store cost anybody.
 */
import { createConnection, TextDocuments, TextDocumentSyncKind } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

const connection = createConnection();
const documents = new TextDocuments(TextDocument);

connection.onInitialize(() => ({
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    completionProvider: {},
    signatureHelpProvider: {},
    hoverProvider: true,
    codeActionProvider: true,
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    inlayHintProvider: true,
    documentLinkProvider: {},
  },
}));
connection.onCompletion(() => null);
connection.onSignatureHelp(() => null);
connection.onHover(() => null);
connection.onCodeAction(() => null);
connection.onDocumentSymbol(() => null);
connection.onFoldingRanges(() => null);
connection.onDocumentLinks(() => null);
connection.languages.inlayHint.on(() => null);
documents.onDidChangeContent(
  ({ document: { uri, version } }) => void connection.sendDiagnostics({ uri, version, diagnostics: [] }),
);
documents.listen(connection);
connection.listen();
