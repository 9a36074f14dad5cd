/** Starts the embedded cluster's process, or attaches to the one that serves the data directory already. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { readAnnouncement, type Announcement } from './announcement';
import { askHello } from './hello';
import { findOwner, SANDBOX_VERSION, type Owner } from './owner';

export { sandboxHome } from './home';

export interface SandboxOptions {
  /** See `sandboxHome`. Made if it isn't there. */
  readonly dataDir: string;
  /** Where handlers are found by function name. It need not exist. */
  readonly functionsDir: string;
  /** The bundle `sandbox.js`, with the rest of dist beside it; absent: it lies beside the running bundle. */
  readonly script?: string;
  /** 0 or absent: any free one. */
  readonly port?: number;
  /** The cluster's region, `us-west-2` if absent; used where a call names none. */
  readonly region?: string;
  /** The account of the ARNs in error texts, `123456789012` if absent. */
  readonly account?: string;
  /** Gets the logs of handlers as they come, while the sandbox is this process's own. */
  readonly onLog?: (text: string) => void;
}

/** A sandbox to connect to: host 127.0.0.1, any user, any database, no password, no TLS. */
export interface SandboxHandle {
  readonly port: number;
  /** It was running already, and another process ends it. */
  readonly attached: boolean;
  /** Where it looks for handlers: if `attached`, maybe elsewhere than asked for. */
  readonly functionsDir: string;
  /** A sentence for the user where what runs is not what was asked for. */
  readonly remark: string | undefined;
  /** Resolves when its process has ended. Never, if `attached`. */
  readonly ended: Promise<void>;
  /** Ends the sandbox with all its handlers; if `attached`, does nothing. */
  stop(): Promise<void>;
}

/** The sandbox can't be started; the message says why and what to do. */
export class SandboxError extends Error {}

/** Starters that lose the race attach to the winner; more losses than this mean that none stays. */
const MAX_ATTEMPTS = 5;
/** Longer than handlers of `Event` and PostgreSQL together are given to end. */
const STOP_TIMEOUT_MS = 8000;
const MAX_COMPLAINT_LENGTH = 2000;

/** Throws `SandboxError`. */
export async function startSandbox(options: SandboxOptions): Promise<SandboxHandle> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const handle = (await attach(options)) ?? (await launch(options));
    if (handle) return handle;
  }
  throw new SandboxError(
    `The embedded cluster in ${options.dataDir} starts and ends again and again. Try once more.`,
  );
}

async function attach(options: SandboxOptions): Promise<SandboxHandle | undefined> {
  const owner = findOwner(options.dataDir);
  const answer = owner && (await askHello(owner.port));
  if (answer?.kind === 'silent') {
    throw new SandboxError(
      `The embedded cluster's process ${owner?.pid} does not answer. End it, then try again.`,
    );
  }
  if (answer?.kind !== 'sandbox' || answer.owner.pid !== owner?.pid) return undefined;
  if (owner.version !== SANDBOX_VERSION) {
    throw new SandboxError(
      `The embedded cluster runs already, started by another version of Aurora Lambda SQL (process ${owner.pid}). End that first.`,
    );
  }
  return {
    port: owner.port,
    attached: true,
    functionsDir: owner.functionsDir,
    remark: describeDifference(owner, options),
    ended: new Promise(() => undefined),
    stop: () => Promise.resolve(),
  };
}

function describeDifference(owner: Owner, { functionsDir, port = 0 }: SandboxOptions): string | undefined {
  const differences = [
    ...(owner.functionsDir === resolve(functionsDir)
      ? []
      : [`takes its handlers from ${owner.functionsDir}`]),
    ...(port === 0 || port === owner.port ? [] : [`listens on port ${owner.port}`]),
  ];
  if (differences.length === 0) return undefined;
  return `The embedded cluster runs already (process ${owner.pid}) and ${differences.join(' and ')}. Stop that one to have another.`;
}

/** Undefined: another process was faster. */
async function launch(options: SandboxOptions): Promise<SandboxHandle | undefined> {
  const child = spawn(process.execPath, createProcessArguments(options), {
    // Desktop VS Code is Electron; everywhere else this says nothing.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C in a terminal is for this process; the sandbox ends with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const complaints = collectLog(child, options.onLog);
  const announcement = await waitForAnnouncement(child);
  switch (announcement?.kind) {
    case 'ready':
      return createHandle(child, announcement.owner, ended);
    case 'owned':
      await ended;
      return undefined;
    case 'failed':
      throw new SandboxError(announcement.message);
    case undefined:
      throw new SandboxError(`The embedded cluster's process ended before it was ready. ${complaints()}`);
  }
}

function createProcessArguments(options: SandboxOptions): string[] {
  const { dataDir, functionsDir, port = 0, region, account } = options;
  return [
    options.script ?? join(__dirname, 'sandbox.js'),
    ...['--data', dataDir, '--functions', functionsDir, '--port', String(port)],
    ...(region === undefined ? [] : ['--region', region]),
    ...(account === undefined ? [] : ['--account', account]),
  ];
}

/** Resolves to the process's one line; undefined if it ends without, or says something else. */
function waitForAnnouncement(child: ChildProcess): Promise<Announcement | undefined> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', () => resolve(undefined));
    if (child.stdout) {
      createInterface({ input: child.stdout }).once('line', (line) => resolve(readAnnouncement(line)));
    }
  });
}

/** Hands the log on; the result tells its first part, for a process that can't even start. */
function collectLog(child: ChildProcess, onLog: (text: string) => void = () => undefined): () => string {
  let first = '';
  child.on('error', (error) => (first += error.message));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (first.length < MAX_COMPLAINT_LENGTH) first += text;
    onLog(text);
  });
  return () => first.trim();
}

function createHandle(child: ChildProcess, owner: Owner, ended: Promise<void>): SandboxHandle {
  return {
    port: owner.port,
    attached: false,
    functionsDir: owner.functionsDir,
    remark: undefined,
    ended,
    async stop() {
      child.stdin?.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}
