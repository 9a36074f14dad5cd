import type { AddressInfo, Server } from 'node:net';
import { join, resolve } from 'node:path';
import type { SandboxArguments } from './arguments';
import { clusterFolder, DataDirError, makeDataDir, prepareCluster } from './dataDir';
import { Engine, EngineEnded } from './engine/engine';
import { formatHello, isAlive } from './hello';
import { LambdaService } from './lambda/lambdaService';
import { acquire, SANDBOX_VERSION, type Owner } from './owner';
import { listen } from './wire/server';
import { SharedSession } from './wire/sharedSession';

/** What PostgreSQL is given to shut down in order. */
const CLOSE_TIMEOUT_MS = 3000;
/** A script's last statement may be an `Event`: its handler gets this long to end by itself. */
const EVENT_GRACE_MS = 3000;
const MAX_LOG_BACKLOG_BYTES = 1024 * 1024;
const TEMPLATE = 'cluster.bin.gz';

/** The sandbox, running. */
export interface Sandbox {
  readonly owner: Owner;
  /** Rejects with `EngineEnded` when PostgreSQL ended and can't be started again. */
  readonly served: Promise<void>;
  /** Ends handlers at once. For the last moment of the process. */
  stopHandlers(): void;
  /** Ends everything in order. */
  close(): Promise<void>;
}

/**
 * Starts the sandbox; undefined: another process owns the data directory. Throws `DataDirError` and what listening on
 * the port gives. `distDir` holds the engine, the runtimes and the template.
 */
export async function openSandbox(args: SandboxArguments, distDir: string): Promise<Sandbox | undefined> {
  const dataDir = resolve(args.dataDir);
  makeDataDir(dataDir);
  const parts = createParts(args, dataDir, distDir);
  const { server, owner } = await listenAs(args, parts.session);
  const close = async (): Promise<void> => {
    server.close();
    parts.session.close('the embedded cluster is closing');
    await parts.lambda.settle(EVENT_GRACE_MS);
    parts.lambda.stop();
    await parts.engine.close(CLOSE_TIMEOUT_MS);
  };
  try {
    if (!(await acquire(dataDir, owner, isAlive))) {
      await close();
      return undefined;
    }
    prepareCluster(dataDir, join(distDir, TEMPLATE));
    await startPostgres(parts.session, dataDir);
  } catch (error) {
    await close();
    throw error;
  }
  return { owner, served: parts.session.run(), stopHandlers: () => parts.lambda.stop(), close };
}

async function startPostgres(session: SharedSession, dataDir: string): Promise<void> {
  try {
    await session.start();
  } catch (error) {
    if (!(error instanceof EngineEnded)) throw error;
    throw new DataDirError(
      `PostgreSQL can't start in ${dataDir}. Delete the folder to begin with a new cluster; what it holds is lost then. (${error.message})`,
    );
  }
}

function createParts(args: SandboxArguments, dataDir: string, distDir: string) {
  const lambda: LambdaService = new LambdaService({
    functionsDir: resolve(args.functionsDir),
    runtimes: {
      nodeRuntime: join(distDir, 'nodeRuntime.js'),
      pythonRuntime: join(distDir, 'pythonRuntime.py'),
    },
    place: { region: args.region, account: args.account },
    onLog: log,
    isClientWaiting: () => session.waiting > 0,
  });
  const engine = new Engine({
    script: join(distDir, 'sandboxEngine.js'),
    dataDir: clusterFolder(dataDir),
    invoke: (request, timeoutMs) => lambda.invoke(request, timeoutMs),
  });
  const session: SharedSession = new SharedSession({ engine, cancelInvocation: () => lambda.cancel() });
  return { lambda, engine, session };
}

/** Listens before it owns the folder: whoever reads of an owner there can ask it. */
async function listenAs(
  args: SandboxArguments,
  session: SharedSession,
): Promise<{ server: Server; owner: Owner }> {
  const describe = (port: number): Owner => ({
    pid: process.pid,
    port,
    functionsDir: resolve(args.functionsDir),
    version: SANDBOX_VERSION,
  });
  const server = await listen({
    port: args.port,
    session,
    describeSelf: () => formatHello(describe((server.address() as AddressInfo).port)),
  });
  return { server, owner: describe((server.address() as AddressInfo).port) };
}

/** Where nobody reads the log, it is not kept. */
function log(chunk: Buffer): void {
  if (process.stderr.writableLength < MAX_LOG_BACKLOG_BYTES) process.stderr.write(chunk);
}
