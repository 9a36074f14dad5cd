import {
  commands,
  Disposable,
  workspace,
  type ExtensionContext,
  type LogOutputChannel,
  type TextDocument,
} from 'vscode';
import type { DatabaseSchemaParams } from '../core/databaseSchema';
import { createVariables } from '../cluster/psql/variables';
import { createFunctionRuns } from '../core/guard/functionFigures';
import { Locator } from '../cluster/connection/locator';
import { DatabaseCatalogs } from './catalog/databaseCatalogs';
import { followDocuments, openSqlDocuments, readsCatalog } from './catalog/followDocuments';
import { readCatalog } from './catalog/readCatalog';
import { RUNNING_CONTEXT } from './commandTable';
import { createConnectionStore, type ConnectionStore } from './connections/connectionStore';
import { createKeyQuestions } from './connections/keyQuestions';
import { serverOrigin } from './connections/profiles';
import { createSecretStore } from './connections/secretStore';
import { createTellKeyring } from './connections/tellKeyring';
import type { DirectParts } from './directInvocation/invokeDirectly';
import { runOnAws } from './directInvocation/runOnAws';
import type { Entry } from './entry';
import { createFailureSquiggles } from './editor/failureSquiggles';
import type { LiveDocuments } from './editor/liveDocuments';
import { createRunHistory, type RunHistory } from './history/runHistory';
import { createResultPanel, type ResultPanel } from './panel/resultPanel';
import { besideOf, directSourceOf } from './panel/runSource';
import { createParameterMemory, type ParameterMemory } from './parameters/parameterMemory';
import { PARAMETER_PROMPTS } from './parameters/parameterPrompts';
import { watchOrphanedSessions } from './run/orphanedSessions';
import { clusterTarget, findTarget, toTarget, type TargetParts } from './run/findTarget';
import type { RunParts } from './run/runParts';
import { Runner } from './run/runner';
import { Sessions, type Connection } from './run/sessions';
import { createTellBusy, type TellBusy } from './run/tellBusy';
import { EmbeddedClusters } from './sandbox/embeddedClusters';
import { createClusterStarter } from './sandbox/startCluster';
import { createConnectionStatus } from './ui/connectionStatus';

/** Everything that runs SQL. */
export interface Execution extends Disposable {
  readonly store: ConnectionStore;
  readonly clusters: EmbeddedClusters;
  readonly targets: TargetParts;
  readonly runs: RunParts;
  readonly direct: DirectParts;
  readonly catalogs: DatabaseCatalogs;
  readonly panel: ResultPanel;
  readonly history: RunHistory;
  /** Cancels what runs, closes the sessions and ends the embedded clusters. */
  stop(): Promise<void>;
}

/** What the language server is told and asked. */
export interface ServerLine {
  readonly tellDatabase: (params: DatabaseSchemaParams) => void;
  readonly askKnown: TargetParts['askKnown'];
}

export function createExecution(
  context: ExtensionContext,
  live: LiveDocuments,
  log: LogOutputChannel,
  { tellDatabase, askKnown }: ServerLine,
  provideResults: Entry['provideResults'],
): Execution {
  const store = createConnectionStore(context.workspaceState);
  const starter = createClusterStarter(context.asAbsolutePath('dist/sandbox.js'), log);
  const clusters = new EmbeddedClusters((place) => starter.start(place));
  const sessions = new Sessions(() => status.update());
  const panel = createResultPanel(context, log, provideResults);
  const history = createRunHistory(context, log);
  const beginRun: BeginRun = (request) => history.follow(request, panel.beginRun(request));
  const squiggles = createFailureSquiggles();
  const runner = new Runner({
    sessions,
    beginRun,
    onChange: () => {
      void commands.executeCommand('setContext', RUNNING_CONTEXT, runner.isRunning);
      status.update();
      void orphans.check();
    },
    onEnded: (connection) => void learnCatalog(catalogs, sessions, connection),
  });
  const orphans = watchOrphanedSessions(sessions, runner);
  const targets = createTargetParts(context, log, { store, clusters, askKnown, runner });
  const findConnection: FindConnection = (document) =>
    toTarget(targets, store.selection(document.uri), document.uri)?.connection;
  const catalogs = createCatalogs(findConnection, tellDatabase);
  const status = createConnectionStatus((document) => ({
    selection: store.selection(document.uri),
    ...stateOf(document, findConnection(document), runner, sessions),
  }));
  const configured = store.onDidChange(() => {
    catalogs.tellAll();
    void sessions.close(isOutdated(store)).then(() => status.update());
  });
  const parts = [store, starter, panel, history, squiggles, status, configured, orphans];
  const owned = Disposable.from(...parts, followDocuments(catalogs));
  const parameterMemory = createParameterMemory();
  const tellBusy = createTellBusy(runner);
  const sourcesOf = createSourcesOf(sessions, parameterMemory, findConnection);
  return {
    store,
    clusters,
    targets,
    runs: {
      ...{ live, runner, tellBusy, squiggles, log, findConnection },
      parameterMemory,
      findTarget: (document, label) => findTarget(targets, document, label),
    },
    catalogs,
    direct: createDirectParts(targets, { live, runner, tellBusy, beginRun, sourcesOf }),
    panel,
    history,
    stop: () => stopAll(runner, sessions, targets).then(() => history.settled()),
    dispose: () => void owned.dispose(),
  };
}

function createTargetParts(
  context: ExtensionContext,
  log: LogOutputChannel,
  {
    store,
    clusters,
    askKnown,
    runner,
  }: Pick<TargetParts, 'store' | 'clusters' | 'askKnown'> & {
    readonly runner: Runner;
  },
): TargetParts {
  const secrets = createSecretStore(context.secrets, createTellKeyring(log));
  return {
    store,
    clusters,
    secrets,
    locator: new Locator({ questions: createKeyQuestions(secrets) }),
    functionRuns: createFunctionRuns(),
    askKnown,
    fallbackFolder: context.globalStorageUri.fsPath,
    cancel: (connection) => runner.cancel(connection),
  };
}

/** Of a document whose connection has no session yet, what is asked for is asked again. */
function createSourcesOf(
  sessions: Sessions,
  memory: ParameterMemory,
  findConnection: FindConnection,
): DirectParts['sourcesOf'] {
  return (document) => {
    const connection = findConnection(document);
    return {
      variables: (connection && sessions.find(connection)?.variables) ?? createVariables(),
      findLast: (sql) => connection && memory.find(connection.key, sql),
      prompts: PARAMETER_PROMPTS,
    };
  };
}

function createDirectParts(
  targets: TargetParts,
  {
    live,
    runner,
    tellBusy,
    beginRun,
    sourcesOf,
  }: Pick<DirectParts, 'live' | 'sourcesOf'> & {
    readonly runner: Runner;
    readonly tellBusy: TellBusy;
    readonly beginRun: BeginRun;
  },
): DirectParts {
  const runOnCluster: DirectParts['runOnCluster'] = async (shown, title, text) => {
    const job = {
      ...clusterTarget(targets, shown.document?.uri),
      source: directSourceOf(shown.document),
      ...besideOf(shown.document, shown.sql),
      title,
      text,
      spans: [{ start: 0, end: text.length }],
      reveal: () => undefined,
      runAgain: () => void runOnCluster(shown, title, text),
      onFailure: () => undefined,
    };
    if ((await runner.run(job)) === 'busy') tellBusy(job.connection);
  };
  return {
    store: targets.store,
    live,
    sourcesOf,
    runOnCluster,
    runOnAws: ({ document, sql }, request, place) => {
      const shown = { source: directSourceOf(document), ...besideOf(document, sql) };
      return runOnAws(beginRun, { ...shown, request, place });
    },
  };
}

async function stopAll(
  runner: Runner,
  sessions: Sessions,
  { locator, clusters }: TargetParts,
): Promise<void> {
  runner.cancel();
  await sessions.close();
  locator.closeAll();
  await clusters.stopAll();
}

type BeginRun = ResultPanel['beginRun'];
type FindConnection = (document: TextDocument) => Connection | undefined;

function createCatalogs(
  findConnection: FindConnection,
  tell: (params: DatabaseSchemaParams) => void,
): DatabaseCatalogs {
  return new DatabaseCatalogs({ documents: () => openSqlDocuments(findConnection), read: readCatalog, tell });
}

/** Once SQL has run on a server, its password is known and nobody is asked for it. */
async function learnCatalog(
  catalogs: DatabaseCatalogs,
  sessions: Sessions,
  connection: Connection,
): Promise<void> {
  if (readsCatalog(connection) && sessions.find(connection)?.isConnected) await catalogs.learn(connection);
}

function stateOf(
  document: TextDocument,
  connection: Connection | undefined,
  runner: Runner,
  sessions: Sessions,
) {
  const running = connection !== undefined && runner.isRunningOn(connection);
  const transaction = (connection && sessions.find(connection)?.transaction) ?? 'none';
  const openElsewhere = findOpenElsewhere(document, connection, sessions);
  return { running, transaction, openElsewhere, trusted: workspace.isTrusted };
}

/** Where the document has left a transaction open before another connection was selected. */
function findOpenElsewhere(
  { uri }: TextDocument,
  current: Connection | undefined,
  sessions: Sessions,
): readonly string[] {
  const others = sessions.connections.filter(
    ({ owner, key }) => owner === uri.toString() && key !== current?.key,
  );
  return others
    .filter((connection) => (sessions.find(connection)?.transaction ?? 'none') !== 'none')
    .map(({ label }) => label);
}

/** Sessions of connections that the settings no longer have as they were. */
function isOutdated(store: ConnectionStore): (connection: Connection) => boolean {
  const scopes = [undefined, ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
  const current = new Set(scopes.flatMap((scope) => store.list(scope).profiles.map(serverOrigin)));
  return ({ origin, owner }) => owner !== undefined && !current.has(origin);
}
