import { ProgressLocation, window, workspace, type TextDocument, type Uri } from 'vscode';
import { askOnce } from '../../cluster/guard/askOnce';
import { guardOf } from '../../cluster/guard/guardOf';
import type { Locator } from '../../cluster/connection/locator';
import type { ConnectionProfile } from '../../cluster/profile/profile';
import type { Guard } from '../../cluster/script/options';
import type { FunctionRuns } from '../../core/guard/functionFigures';
import { createRunNotes } from '../../core/guard/noteRuns';
import type { KnownFunction } from '../../core/liveNames/knownFunctions';
import { createAskPassword } from '../connections/askPassword';
import type { ConnectionStore } from '../connections/connectionStore';
import { connectWithPassword } from '../connections/passwords';
import type { SecretStore } from '../connections/secretStore';
import { serverOrigin } from '../connections/profiles';
import { findLabelled, SANDBOX_LABEL, type Selection } from '../connections/selection';
import { readSetting } from '../readSetting';
import type { Cluster, EmbeddedClusters } from '../sandbox/embeddedClusters';
import { findClusterPlace, type ClusterPlace } from '../sandbox/place';
import { tellMissing } from './runCommands';
import { toCancellationToken } from '../ui/abortSignal';
import type { RunTarget } from './runParts';
import { createConfirmation } from './confirmInvocations';
import { createFindFigures } from './functionFigures';
import type { Connection } from './sessions';

export interface TargetParts {
  readonly store: ConnectionStore;
  readonly secrets: SecretStore;
  readonly clusters: EmbeddedClusters;
  readonly locator: Locator;
  /** For editors that lie in no folder. */
  readonly fallbackFolder: string;
  /** How long the functions ran that this window has invoked. */
  readonly functionRuns: FunctionRuns;
  /** What live names know of functions, for a document. */
  readonly askKnown: (uri: Uri, names: readonly string[]) => Promise<readonly KnownFunction[]>;
  /** Stops what runs on the connection. */
  readonly cancel: (connection: Connection) => void;
}

/**
 * Where SQL of the document runs now, or the connection with that label; undefined after the user has been told why
 * nowhere.
 */
export async function findTarget(
  { store, ...parts }: TargetParts,
  document: TextDocument,
  label?: string,
): Promise<RunTarget | undefined> {
  const { uri } = document;
  const selection =
    label === undefined ? store.selection(uri) : findLabelled(label, store.list(uri).profiles);
  if (selection.kind === 'missing') {
    await tellMissing(selection.name);
    return undefined;
  }
  return toTarget({ store, ...parts }, selection, uri);
}

/** The connection that a selection stands for; undefined for one that is of no connection. */
export function toTarget(parts: TargetParts, selection: Selection, uri: Uri): RunTarget | undefined {
  switch (selection.kind) {
    case 'missing':
      return undefined;
    case 'server': {
      const { profile } = selection;
      const connection = toServer(parts, profile, uri);
      return { connection, rowLimit: profile.rowLimit, ...toGuards(parts, profile, uri) };
    }
    case 'sandbox':
      return clusterTarget(parts, uri);
  }
}

function toGuards(
  { functionRuns, askKnown }: TargetParts,
  profile: ConnectionProfile,
  uri: Uri,
): Pick<RunTarget, 'guard' | 'guardAll' | 'watch'> {
  const place = serverOrigin(profile);
  const findFigures = createFindFigures(functionRuns, place, (names) => askKnown(uri, names));
  const guard = guardOf(profile, createConfirmation(profile.name, findFigures));
  if (!guard) return {};
  const guardAll = (runs: number): Guard =>
    guardOf(profile, askOnce(createConfirmation(profile.name, findFigures, runs))) ?? guard;
  return { guard, guardAll, watch: createRunNotes(functionRuns, place) };
}

/** The embedded cluster of a file, whatever is selected for it. */
export function clusterTarget(parts: TargetParts, uri: Uri | undefined): RunTarget {
  return { connection: toSandbox(parts, uri), rowLimit: readSetting('rowLimit', uri) };
}

/** Each document has a session of its own: its variables, temporary tables and transaction are nobody else's. */
function toServer({ secrets, locator }: TargetParts, profile: ConnectionProfile, uri: Uri): Connection {
  const origin = serverOrigin(profile);
  return {
    label: profile.name,
    ...(profile.color && { color: profile.color }),
    key: `${origin}\n${uri.toString()}`,
    origin,
    owner: uri.toString(),
    variables: readSetting('variables', uri),
    locate: (signal) => locator.locate(profile, signal),
    authenticate: (_profile, attempt, signal) =>
      connectWithPassword(profile, secrets, createAskPassword(profile, toCancellationToken(signal)), attempt),
  };
}

/** One session for all documents: the embedded engine has one, and a second would wait for the first's transaction. */
function toSandbox(parts: TargetParts, uri: Uri | undefined): Connection {
  const place = placeOf(parts, uri);
  const origin = `sandbox:${place.folder}\n${place.functionsFolder}`;
  const connection: Connection = {
    label: SANDBOX_LABEL,
    key: origin,
    origin,
    owner: undefined,
    variables: readSetting('variables', uri),
    locate: async (signal) => (await startWithProgress(parts, place, connection, signal)).profile,
    authenticate: async (_profile, attempt) => {
      const withoutPassword = () => attempt(() => Promise.resolve(undefined));
      const failure = await withoutPassword();
      if (failure?.reason !== 'refused') return failure;
      // One that another window had started ended with that window: then this one starts it.
      await parts.clusters.stop(place);
      return withoutPassword();
    },
  };
  return connection;
}

/** The cluster of the place. Starting it takes some seconds, and the user may not want to wait. */
async function startWithProgress(
  { clusters, cancel }: TargetParts,
  place: ClusterPlace,
  connection: Connection,
  signal: AbortSignal,
): Promise<Cluster> {
  if (clusters.isStarted(place)) return clusters.find(place);
  return window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: 'Starting the embedded cluster…',
      cancellable: true,
    },
    (_progress, token) => {
      token.onCancellationRequested(() => cancel(connection));
      const starting = clusters.find(place);
      const aborted = new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('Starting was cancelled.')), { once: true });
      });
      return Promise.race([starting, aborted]);
    },
  );
}

/** The embedded cluster of a file: its workspace folder's, else the first one's for what lies in none. */
export function placeOf(
  { fallbackFolder }: Pick<TargetParts, 'fallbackFolder'>,
  uri: Uri | undefined,
): ClusterPlace {
  const own = uri && workspace.getWorkspaceFolder(uri);
  const isOnDisk = uri?.scheme === 'file';
  const folder = own ?? (isOnDisk ? undefined : workspace.workspaceFolders?.[0]);
  return findClusterPlace({
    workspaceFolder: folder?.uri.scheme === 'file' ? folder.uri.fsPath : undefined,
    path: isOnDisk ? uri.fsPath : undefined,
    functionsFolder: readSetting('sandbox.functionsFolder', uri),
    fallbackFolder,
  });
}
