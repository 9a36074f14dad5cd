/** Embedded clusters for tests: the real process from the built dist, with handlers and data of their own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Client, DatabaseError, type ClientConfig, type QueryResult } from 'pg';
import { startSandbox, type SandboxHandle, type SandboxOptions } from '../../cluster/sandbox/launch';

export const SANDBOX_SCRIPT = resolve(process.env['SANDBOX_DIST'] ?? 'dist', 'sandbox.js');

const folders: string[] = [];
process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder that is gone after the tests of this process. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aurora-lambda-sql-test-'));
  folders.push(folder);
  return folder;
}

/** Files by their path in the folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** What PostgreSQL said about a statement that failed; absent parts are undefined. */
export interface Failure {
  readonly code: string | undefined;
  readonly message: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly where: string | undefined;
}

export interface TestSandbox {
  readonly handle: SandboxHandle;
  readonly port: number;
  readonly dataDir: string;
  readonly functionsDir: string;
  /** What the handlers have logged so far. */
  readonly log: () => string;
  /** Resolves when the log matches. */
  waitForLog(pattern: RegExp): Promise<void>;
  connect(config?: ClientConfig): Promise<Client>;
  /** Rows of one statement on a connection of its own. */
  rows(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  failure(sql: string, values?: unknown[]): Promise<Failure>;
  stop(): Promise<void>;
}

export async function openSandbox(
  files: Readonly<Record<string, string>> = {},
  options: Partial<SandboxOptions> = {},
): Promise<TestSandbox> {
  const dataDir = options.dataDir ?? join(makeFolder(), 'data');
  const functionsDir = options.functionsDir ?? makeFolder();
  writeFiles(functionsDir, files);
  let log = '';
  const watchers = new Set<() => void>();
  const onLog = (text: string): void => {
    log += text;
    for (const watch of watchers) watch();
  };
  const handle = await startSandbox({ dataDir, functionsDir, script: SANDBOX_SCRIPT, onLog, ...options });
  const connect = (config?: ClientConfig): Promise<Client> => connectTo(handle.port, config);
  const run = async (sql: string, values?: unknown[]): Promise<QueryResult> => {
    const client = await connect();
    try {
      return await client.query(sql, values);
    } finally {
      await client.end();
    }
  };
  return {
    handle,
    port: handle.port,
    dataDir,
    functionsDir,
    log: () => log,
    waitForLog: (pattern) =>
      new Promise((done) => {
        const watch = (): void => {
          if (!pattern.test(log)) return;
          watchers.delete(watch);
          done();
        };
        watchers.add(watch);
        watch();
      }),
    connect,
    rows: async (sql, values) => (await run(sql, values)).rows as Record<string, unknown>[],
    failure: (sql, values) => readFailure(run(sql, values)),
    stop: () => handle.stop(),
  };
}

/** Tests run on busy machines; `options: ''` gives the defaults of a cluster. */
const PATIENT = '-c aws_lambda.request_timeout_ms=60000';

export async function connectTo(port: number, config: ClientConfig = {}): Promise<Client> {
  const where = { host: '127.0.0.1', port, user: 'postgres', database: 'postgres', options: PATIENT };
  const client = new Client({ ...where, ...config });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** The error a query fails with; a query that does not fail is a failed test. */
export async function readFailure(query: Promise<unknown>): Promise<Failure> {
  try {
    await query;
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const { code, message, detail, hint, where } = error;
    return { code, message, detail, hint, where };
  }
  throw new Error('the statement did not fail');
}
