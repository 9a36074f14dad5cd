import type { Connection, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { Grades } from '../core/configuration';
import { DiagnosticsPublisher } from './diagnosticsPublisher';
import type { OpenDocuments } from './documents';
import { diagnostics } from './features/diagnostics';
import { hostDiagnostics } from './features/hostProblems';
import { guard, stackOf, type Logger } from './guard';

/**
 * Keeps `documents` as the editor has them, and sends the problems of each after every change; what it returns
 * sends those of all again.
 */
export function synchronize(
  connection: Connection,
  documents: OpenDocuments,
  readGrades: () => Grades,
  log: Logger,
): () => void {
  const send = (params: PublishDiagnosticsParams): void => {
    connection.sendDiagnostics(params).catch((error: unknown) => {
      log.error('diagnostics not sent', { stack: stackOf(error) });
    });
  };
  const publisher = new DiagnosticsPublisher(
    guard(log, 'publishDiagnostics', (uri) => {
      const open = documents.get(uri);
      if (open) send({ uri, version: open.version, diagnostics: diagnostics(open.document, readGrades()) });
      const hosting = documents.getHost(uri);
      if (hosting)
        send({ uri, version: hosting.version, diagnostics: hostDiagnostics(hosting.host, readGrades()) });
    }),
  );
  connection.onDidOpenTextDocument(
    guard(log, 'didOpen', ({ textDocument }) => {
      if (documents.add(textDocument)) publisher.schedule(textDocument.uri);
    }),
  );
  connection.onDidChangeTextDocument(
    guard(log, 'didChange', ({ textDocument: { uri, version }, contentChanges }) => {
      if (documents.change(uri, version, contentChanges)) publisher.schedule(uri);
    }),
  );
  connection.onDidCloseTextDocument(
    guard(log, 'didClose', ({ textDocument: { uri } }) => {
      if (!documents.remove(uri)) return;
      publisher.cancel(uri);
      send({ uri, diagnostics: [] });
    }),
  );
  return () => documents.uris.forEach((uri) => publisher.schedule(uri));
}
