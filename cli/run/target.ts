/** From what `--connection` says to a server that can be connected to. */
import { isConnectionUri, readConnectionUri } from '../../cluster/profile/connectionUri';
import { findStoredPassword, hasOwnPassword } from '../../cluster/credentials/storedPassword';
import { Locator } from '../../cluster/connection/locator';
import { PROFILE_DEFAULTS, SANDBOX_NAME, type ConnectionProfile } from '../../cluster/profile/profile';
import { SandboxError, sandboxHome, startSandbox, type SandboxHandle } from '../../cluster/sandbox/launch';
import { CommandFailure, EXIT } from '../exitCode';
import { createKeyQuestions } from './keyQuestions';
import { findConnections } from './settings';

export interface Target {
  readonly profile: ConnectionProfile;
  /** Where the server is to be reached now. Rejects with a sentence for the user. */
  readonly locate: (signal: AbortSignal) => Promise<ConnectionProfile>;
  readonly getPassword: () => Promise<string | undefined>;
  /** A sentence for the user about the sandbox. */
  readonly remark?: string | undefined;
  /** Ends what was started for this run. */
  readonly release: () => Promise<void>;
}

export interface TargetOptions {
  readonly connection: string;
  readonly cwd: string;
  readonly functionsDir: string;
  /** A person can answer questions at the terminal. */
  readonly canAsk?: boolean;
}

/** Throws `CommandFailure` with exit code 3 where the connection is not known or the sandbox does not start. */
export async function findTarget(options: TargetOptions): Promise<Target> {
  const { connection } = options;
  if (connection === SANDBOX_NAME) return startTarget(options);
  if (!isConnectionUri(connection)) return serverTarget(options, findProfile(options));
  const reading = readConnectionUri(connection);
  if (reading.kind === 'unreadable') throw new CommandFailure(EXIT.noConnection, reading.problem);
  return serverTarget(options, reading.profile, reading);
}

/** What a URI has that is no part of a profile. */
interface UriSecrets {
  readonly password?: string | undefined;
  readonly passphrase?: string | undefined;
}

function serverTarget(
  { canAsk = false }: TargetOptions,
  profile: ConnectionProfile,
  { password, passphrase }: UriSecrets = {},
): Target {
  const locator = new Locator({ questions: createKeyQuestions(canAsk, passphrase) });
  return {
    profile,
    locate: (signal) => locator.locate(profile, signal),
    getPassword: () => findPassword(profile, password),
    release: () => Promise.resolve(locator.closeAll()),
  };
}

/** What the connection itself says goes before PGPASSWORD. */
async function findPassword(
  profile: ConnectionProfile,
  ofUri: string | undefined,
): Promise<string | undefined> {
  if (hasOwnPassword(profile)) return findStoredPassword(profile);
  return ofUri ?? process.env['PGPASSWORD'] ?? findStoredPassword(profile);
}

function findProfile({ connection, cwd }: TargetOptions): ConnectionProfile {
  const { profiles, problems, file } = findConnections(cwd);
  const profile = profiles.find(({ name }) => name === connection);
  if (profile) return profile;
  const problem = problems.get(connection);
  if (problem !== undefined) throw new CommandFailure(EXIT.noConnection, problem);
  const known = [SANDBOX_NAME, ...profiles.map(({ name }) => name)].join(', ');
  const where = file === undefined ? 'and no .vscode/settings.json here or above names others' : `of ${file}`;
  throw new CommandFailure(
    EXIT.noConnection,
    `There is no connection "${connection}". Known: ${known} (${where}). A postgres:// URI does too.`,
  );
}

async function startTarget({ cwd, functionsDir }: TargetOptions): Promise<Target> {
  const handle = await openSandbox({ cwd, functionsDir });
  const profile = sandboxProfile(handle.port);
  return {
    profile,
    locate: () => Promise.resolve(profile),
    getPassword: () => Promise.resolve(undefined),
    remark: handle.remark,
    release: () => handle.stop(),
  };
}

export interface SandboxStart {
  readonly cwd: string;
  readonly functionsDir: string;
  readonly port?: number;
  readonly onLog?: (text: string) => void;
}

/** The embedded cluster of the working directory; it attaches to one that runs already. */
export async function openSandbox({ cwd, ...options }: SandboxStart): Promise<SandboxHandle> {
  try {
    return await startSandbox({ dataDir: sandboxHome(cwd), ...options });
  } catch (error) {
    if (error instanceof SandboxError) throw new CommandFailure(EXIT.noConnection, error.message);
    throw error;
  }
}

function sandboxProfile(port: number): ConnectionProfile {
  return { ...PROFILE_DEFAULTS, name: SANDBOX_NAME, host: '127.0.0.1', port, ssl: 'disable' };
}
