import { Uri, window, workspace, type ExtensionContext } from 'vscode';
import { readAws } from './aws/readAws';
import { refreshFunctions } from './aws/refreshFunctions';
import { refreshCatalog } from './catalog/followDocuments';
import { addConnection } from './connections/addConnectionCommand';
import {
  changePassword,
  forgetPasswordOf,
  removeConnection,
  selectConnection,
} from './connections/connectionCommands';
import { tellProblems } from './connections/tellProblems';
import { registerCodeLenses } from './editor/codeLenses';
import { invokeDirectly } from './directInvocation/invokeDirectly';
import type { Entry } from './entry';
import { createLiveDocuments } from './editor/liveDocuments';
import { registerHistory } from './history/registerHistory';
import { createExecution, type Execution, type ServerLine } from './execution';
import { keepCompiled, removeOldCompiled } from './language/compileCache';
import { startLanguageServer, type LanguageServer } from './language/languageServer';
import { placeOf } from './run/findTarget';
import { cancelQuery, endTransaction, runFile, runForEachRow, runQuery } from './run/runCommands';
import { newFunction, openFunctionsFolder, resetCluster, restartCluster } from './sandbox/clusterCommands';

let stop: (() => Promise<unknown>) | undefined;

export function activate(context: ExtensionContext, entry: Entry): void {
  const { registerCommand, provideResults } = entry;
  const log = window.createOutputChannel('Aurora Lambda', { log: true });
  const { version } = context.extension.packageJSON as { version: string };
  log.info('activated', { version });
  const live = createLiveDocuments();
  const line = {
    tellDatabase: (params) => server.tellDatabase(params),
    askKnown: (uri, names) => server.askKnown({ uri: uri.toString(), names }),
  } satisfies ServerLine;
  const execution = createExecution(context, live, log, line, provideResults);
  const { store } = execution;
  const compiled = Uri.joinPath(context.globalStorageUri, 'compiled').fsPath;
  const server = startLanguageServer(
    context.asAbsolutePath('dist/server.js'),
    keepCompiled(compiled, version),
    log,
    (uri) => readAws(store, uri),
  );
  removeOldCompiled(compiled, version).catch((error: unknown) =>
    log.warn('compiled code of other versions not removed', error),
  );
  stop = () => Promise.all([execution.stop(), server.stop()]);
  context.subscriptions.push(
    log,
    server,
    live,
    execution,
    registerCodeLenses(live),
    tellProblems(store),
    server.onStart(() => execution.catalogs.tellAgain()),
    store.onDidChange(() => server.tellSettings()),
    workspace.onDidGrantWorkspaceTrust(() => server.tellSettings()),
    registerCommand('showLog', () => log.show()),
    ...registerRunCommands(entry, execution, server),
    ...registerConnectionCommands(entry, execution),
    ...registerClusterCommands(entry, execution),
    ...registerHistory({ ...execution, registerCommand }),
  );
}

/** VS Code waits for this a few seconds: no query, no process is left behind. */
export async function deactivate(): Promise<void> {
  await stop?.();
}

const activeUri = (): Uri | undefined => window.activeTextEditor?.document.uri;

function registerRunCommands(
  { registerCommand }: Entry,
  { runs, direct, catalogs }: Execution,
  server: LanguageServer,
) {
  return [
    registerCommand('runQuery', (target) => runQuery(runs, target)),
    registerCommand('runFile', (resource) => runFile(runs, resource)),
    registerCommand('runForEachRow', (file) => runForEachRow(runs, file)),
    registerCommand('cancelQuery', () => cancelQuery(runs)),
    registerCommand('commit', () => endTransaction(runs, 'COMMIT')),
    registerCommand('rollBack', () => endTransaction(runs, 'ROLLBACK')),
    registerCommand('invokeDirectly', () => invokeDirectly(direct)),
    registerCommand('refreshCatalog', () => refreshCatalog(catalogs, runs.findConnection)),
    registerCommand('refreshFunctions', () => refreshFunctions(server, activeUri())),
    registerCommand('restartLanguageServer', () => server.restart()),
  ];
}

function registerConnectionCommands({ registerCommand }: Entry, { store, targets: { secrets } }: Execution) {
  return [
    registerCommand('addConnection', () => addConnection(store, secrets, activeUri())),
    registerCommand('selectConnection', () => selectConnection(store, activeUri())),
    registerCommand('removeConnection', () => removeConnection(store, secrets, activeUri())),
    registerCommand('changePassword', () => changePassword(store, secrets, activeUri())),
    registerCommand('forgetPassword', () => forgetPasswordOf(store, secrets, activeUri())),
  ];
}

function registerClusterCommands({ registerCommand }: Entry, { clusters, targets }: Execution) {
  const place = () => placeOf(targets, activeUri());
  return [
    registerCommand('restartCluster', () => restartCluster(clusters, place())),
    registerCommand('resetCluster', () => resetCluster(clusters, place())),
    registerCommand('openFunctionsFolder', () => openFunctionsFolder(place())),
    registerCommand('newFunction', () => newFunction(place())),
  ];
}
