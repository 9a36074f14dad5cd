import type { Connection, Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { Grades } from '../core/configuration';
import { DiagnosticsPublisher } from './documents/diagnosticsPublisher';
import type { OpenDocuments } from './documents/documents';
import { diagnostics } from './features/diagnostics';
import { hostDiagnostics } from './features/hostProblems';
import { faultFrames } from '../core/text/faultFrames';
import { guard, type Logger } from './guard';
import type { LiveAnswers } from './liveNames/liveAnswers';
import type { Neighbours } from './workspace/neighbours';

/**
 * Keeps `documents` as the editor has them, and sends the problems of each after every change; what it returns
 * sends those of one again, or of all.
 */
export function synchronize(
  connection: Connection,
  documents: OpenDocuments,
  readGrades: () => Grades,
  live: Pick<LiveAnswers, 'diagnostics' | 'forget'>,
  log: Logger,
  neighbours: Pick<Neighbours, 'place' | 'forget'>,
): (uri?: string) => void {
  const send = (params: PublishDiagnosticsParams): void => {
    connection.sendDiagnostics(params).catch((error: unknown) => {
      log.error('diagnostics not sent', { stack: faultFrames(error) });
    });
  };
  const publisher = new DiagnosticsPublisher(
    guard(log, 'publishDiagnostics', (uri) => {
      neighbours.place(uri);
      const grades = readGrades();
      const publish = (version: number, found: readonly Diagnostic[]): void =>
        send({ uri, version, diagnostics: [...found, ...live.diagnostics(uri, grades)] });
      const open = documents.get(uri);
      if (open) publish(open.version, diagnostics(open.document, grades));
      const hosting = documents.getHost(uri);
      if (hosting) publish(hosting.version, hostDiagnostics(hosting.host, grades));
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
      live.forget(uri);
      neighbours.forget(uri);
      publisher.cancel(uri);
      send({ uri, diagnostics: [] });
    }),
  );
  return (uri) => (uri === undefined ? documents.uris : [uri]).forEach((each) => publisher.schedule(each));
}
