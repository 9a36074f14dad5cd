import type { Connection } from 'vscode-languageserver';
import { describeServer } from './capabilities';
import { readClientTraits } from './clientTraits';
import { OpenDocuments } from './documents';
import { Grading } from './grading';
import type { Logger } from './guard';
import { registerNavigation } from './navigationRequests';
import { registerRequests } from './requests';
import { registerStructure } from './structureRequests';
import { synchronize } from './synchronization';

/** Serves one client, over a connection that nobody listens to yet. */
export function startServer(connection: Connection): void {
  const log = createLogger(connection);
  const documents = new OpenDocuments();
  const publishAll = synchronize(connection, documents, () => grading.current, log);
  const grading = new Grading(connection, log, publishAll);
  connection.onInitialize((params) => {
    registerRequests(connection, documents, readClientTraits(params), log);
    registerStructure(connection, documents, log);
    registerNavigation(connection, documents, params, log);
    connection.onInitialized(() => void grading.follow(params));
    return describeServer(params);
  });
  connection.listen();
}

/** Into the editor's log of the server. */
function createLogger(connection: Connection): Logger {
  return { error: (message, data) => connection.console.error(`${message} ${JSON.stringify(data)}`) };
}
