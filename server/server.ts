import type { Connection } from 'vscode-languageserver';
import { describeServer } from './capabilities';
import { readClientTraits } from './clientTraits';
import { OpenDocuments } from './documents';
import { Grading } from './grading';
import type { Logger } from './guard';
import { registerNavigation } from './navigationRequests';
import { registerRename } from './renameRequests';
import { registerRequests } from './requests';
import { registerStructure } from './structureRequests';
import { synchronize } from './synchronization';
import { WatchedFiles } from './watchedFiles';
import { followWorkspace } from './workspace/followWorkspace';

/** Serves one client, over a connection that nobody listens to yet. */
export function startServer(connection: Connection): void {
  const log = createLogger(connection);
  const documents = new OpenDocuments();
  const publishAll = synchronize(connection, documents, () => grading.current, log);
  const watched = new WatchedFiles(connection);
  const grading = new Grading(connection, log, publishAll, watched);
  connection.onInitialize((params) => {
    const traits = readClientTraits(params);
    const followed = followWorkspace(connection, documents, params, watched, log);
    registerRequests(connection, documents, traits, log);
    registerStructure(connection, documents, log);
    registerNavigation(connection, documents, followed, log);
    registerRename(connection, documents, followed, traits, log);
    connection.onInitialized(() => {
      void grading.follow(params);
      void followed.start();
    });
    return describeServer(params);
  });
  connection.listen();
}

/** Into the editor's log of the server. */
function createLogger(connection: Connection): Logger {
  return { error: (message, data) => connection.console.error(`${message} ${JSON.stringify(data)}`) };
}
