/** A real PostgreSQL server for the length of a test, on a free loopback port, with its data in a temporary folder. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { createCertificate } from './certificate';
import { findBinaries, reachableBinaries, serverUser, type PostgresVersion } from './postgresBinaries';

export type { PostgresVersion } from './postgresBinaries';

export interface PostgresOptions {
  readonly version: PostgresVersion;
  /** Asked for by SCRAM; without it every connection is trusted. */
  readonly password?: string;
  /** Serves TLS with a certificate of its own, and refuses connections without TLS. */
  readonly tls?: boolean;
  /** Lines of postgresql.conf. */
  readonly settings?: readonly string[];
}

export interface Postgres {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password: string | undefined;
  /** The certificate that a client must trust, in PEM, where the server speaks TLS. */
  readonly ca: string | undefined;
  /** Ends the server and removes its data. */
  readonly stop: () => Promise<void>;
}

const USER = 'postgres';
const HOST = '127.0.0.1';
/** PostgreSQL prints this, in English whatever the locale, once it takes connections. */
const READY = 'database system is ready to accept connections';

/**
 * The server's parent. It ends the server when its own standard input ends, which happens when the test asks for
 * it and also when the test's process dies, however that dies; then it removes the data.
 */
const SUPERVISOR = `
const [folder, user, program, ...args] = process.argv.slice(1);
const server = require('node:child_process').spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], ...JSON.parse(user) });
process.stdin.on('end', () => server.kill('SIGQUIT')).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill('SIGQUIT'));
server.on('error', (error) => console.error(error.message));
server.on('close', () => require('node:fs').rmSync(folder, { recursive: true, force: true }));
`;

export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const user = serverUser();
  const folder = mkdtempSync(join(tmpdir(), 'postgres-test-'));
  chmodSync(folder, 0o755);
  const bin = join(reachableBinaries(findBinaries(options.version), user, folder), 'bin');
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (user) chownSync(data, user.uid, user.gid);
  try {
    await createCluster(bin, folder, data, options);
    const ca = options.tls ? configureTls(data, options) : undefined;
    const port = await findFreePort();
    const server = await runServer(bin, folder, data, port, [
      ...(options.tls ? ['ssl = on'] : []),
      ...(options.settings ?? []),
    ]);
    const stop = (): Promise<void> => stopServer(server);
    return { host: HOST, port, user: USER, database: USER, password: options.password, ca, stop };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function createCluster(bin: string, folder: string, data: string, options: PostgresOptions) {
  const { password } = options;
  const args = ['-D', data, '-U', USER, '-E', 'UTF8', '--locale=C', '--no-sync'];
  if (password === undefined) args.push('-A', 'trust');
  else {
    const file = join(folder, 'password');
    writeFileSync(file, password);
    args.push('-A', 'scram-sha-256', `--pwfile=${file}`);
  }
  await promisify(execFile)(join(bin, 'initdb'), args, { ...serverUser(), cwd: folder });
}

/** Gives the certificate that clients must trust. */
function configureTls(data: string, { password }: PostgresOptions): string {
  const { certificatePem, keyPem } = createCertificate();
  writeOwned(join(data, 'server.crt'), certificatePem);
  writeOwned(join(data, 'server.key'), keyPem);
  writeOwned(
    join(data, 'pg_hba.conf'),
    `hostssl all all 127.0.0.1/32 ${password === undefined ? 'trust' : 'scram-sha-256'}\n`,
  );
  return certificatePem;
}

/** The server takes a key only from its owner's hands. */
function writeOwned(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
  const user = serverUser();
  if (user) chownSync(file, user.uid, user.gid);
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.on('error', reject).listen(0, HOST, resolve));
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function runServer(
  bin: string,
  folder: string,
  data: string,
  port: number,
  settings: readonly string[],
): Promise<ChildProcess> {
  const lines = ["unix_socket_directories = ''", 'fsync = off', "lc_messages = 'C'", ...settings];
  writeOwned(join(data, 'postgresql.auto.conf'), lines.join('\n') + '\n');
  const args = ['-D', data, '-p', String(port), '-h', HOST];
  const program = [folder, JSON.stringify(serverUser() ?? {}), join(bin, 'postgres'), ...args];
  const supervisor = spawn(process.execPath, ['-e', SUPERVISOR, ...program], {
    stdio: ['pipe', 'ignore', 'pipe'],
    cwd: folder,
  });
  await untilReady(supervisor);
  return supervisor;
}

/** Reads the log to its end, so that a full pipe never stops the server. */
async function untilReady(supervisor: ChildProcess): Promise<void> {
  const log: string[] = [];
  const { stderr } = supervisor;
  if (!stderr) throw new Error('the server has no log');
  await new Promise<void>((resolve, reject) => {
    const lines = createInterface(stderr);
    lines.on('line', (line) => {
      if (line.includes(READY)) resolve();
      if (log.length < 100) log.push(line);
    });
    lines.on('close', () => reject(new Error(`PostgreSQL did not start:\n${log.join('\n')}`)));
  });
}

async function stopServer(supervisor: ChildProcess): Promise<void> {
  if (supervisor.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => supervisor.once('close', () => resolve()));
  supervisor.stdin?.end();
  await ended;
}
