import { DATABASE_SCHEMA_NOTIFICATION, type DatabaseSchemaParams } from '../core/databaseSchema';
import type { Connection } from 'vscode-languageserver';
import { describeServer } from './start/capabilities';
import { readClientTraits } from './start/clientTraits';
import { OpenDocuments } from './documents/documents';
import { ConfigurationChanges } from './configurationChanges';
import { Grading } from './grading';
import { guard, type Logger } from './guard';
import { HintSetting } from './hintSetting';
import { loadAws } from './liveNames/directories';
import { registerKnownFunctions } from './liveNames/knownFunctions';
import { LiveAnswers } from './liveNames/liveAnswers';
import { LiveNames } from './liveNames/liveNames';
import { registerLiveNames } from './liveNames/register';
import { registerNavigation } from './requests/navigationRequests';
import { registerRename } from './requests/renameRequests';
import { registerRequests } from './requests/requests';
import { offerSemanticTokens, registerSemanticTokens } from './requests/semanticTokensRequests';
import { registerStructure } from './requests/structureRequests';
import { synchronize } from './synchronization';
import { WatchedFiles } from './watchedFiles';
import { followWorkspace } from './workspace/followWorkspace';
import { Neighbours } from './workspace/neighbours';

/** Serves one client, over a connection that nobody listens to yet. */
export function startServer(connection: Connection): void {
  const log = createLogger(connection);
  const documents = new OpenDocuments();
  const live = new LiveNames(connection, log, loadAws, (uri) => publish(uri));
  const liveAnswers = new LiveAnswers(live, documents);
  const neighbours = new Neighbours(documents, (uri) => publish(uri));
  const publish = synchronize(connection, documents, () => grading.current, liveAnswers, log, neighbours);
  const watched = new WatchedFiles(connection);
  const settings = new ConfigurationChanges(connection);
  const grading = new Grading(connection, log, publish, watched, settings);
  const hints = new HintSetting(connection, log);
  connection.onNotification(
    DATABASE_SCHEMA_NOTIFICATION,
    guard(log, 'databaseSchema', (params: DatabaseSchemaParams) => neighbours.tellDatabase(params)),
  );
  connection.onInitialize((params) => {
    const traits = readClientTraits(params);
    const followed = followWorkspace(connection, documents, params, watched, log);
    neighbours.follow(followed.workspace);
    const { handlerFolders } = followed;
    registerRequests(connection, documents, traits, liveAnswers, handlerFolders, () => grading.current, log);
    const followAws = registerLiveNames(connection, live, settings, params, publish, log);
    registerKnownFunctions(connection, live, log);
    registerStructure(connection, documents, () => hints.current, log);
    registerNavigation(connection, documents, followed, log);
    registerSemanticTokens(connection, documents, log);
    registerRename(connection, documents, followed, traits, log);
    connection.onInitialized(() => {
      void grading.follow(params);
      void hints.follow(params, settings);
      void offerSemanticTokens(connection, params, log);
      void followed.start();
      followAws();
    });
    return describeServer(params);
  });
  connection.listen();
}

/** Into the editor's log of the server. */
function createLogger(connection: Connection): Logger {
  return { error: (message, data) => connection.console.error(`${message} ${JSON.stringify(data)}`) };
}
