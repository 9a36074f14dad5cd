/** A real PostgreSQL server for the length of a test, on a free loopback port, with its data in a temporary folder. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { createCertificate, type Certificate } from './certificate';
import { findBinaries, reachableBinaries, serverUser, type PostgresVersion } from './postgresBinaries';

export type { PostgresVersion } from './postgresBinaries';

export interface PostgresOptions {
  readonly version: PostgresVersion;
  /** Asked for by SCRAM; without it every connection is trusted. */
  readonly password?: string;
  /** Serves TLS with a certificate of its own, and refuses connections without TLS. */
  readonly tls?: boolean;
  /** Its certificate, where the test must have its key. */
  readonly certificate?: Certificate;
  /** Lines of pg_hba.conf in place of its own, with `tls`. */
  readonly hba?: readonly string[];
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
  /** Ends the server, as `kill` would, and keeps its data. */
  readonly down: (signal: ServerSignal) => Promise<void>;
  /** Starts it again, at the same port. */
  readonly up: (options?: { readonly asReplica?: boolean }) => Promise<void>;
  /** When it next says that it takes connections: the server starts afresh when one of its processes crashes. */
  readonly untilReady: () => Promise<void>;
  /** When its log next has the text. */
  readonly untilLogged: (text: string) => Promise<void>;
  /** The first lines of its log. */
  readonly log: readonly string[];
  /** Once it has started again, a server that speaks TLS shows this certificate. */
  readonly showCertificate: (certificate: Certificate) => void;
  /** Ends the server and removes its data. */
  readonly stop: () => Promise<void>;
}

/** SIGTERM: the smart shutdown, which waits for those who are there; SIGINT: the fast one, SIGQUIT: the immediate one. */
export type ServerSignal = 'SIGTERM' | 'SIGINT' | 'SIGQUIT' | 'SIGKILL';

const USER = 'postgres';
const HOST = '127.0.0.1';
/** PostgreSQL prints this, in English whatever the locale, once it takes connections; a replica takes them read-only. */
const READY = 'database system is ready to accept';
/** The supervisor prints this when the server has ended and is to stay. */
const DOWN = 'the server is down';

/**
 * The server's parent. It does what lines of its standard input say: `down SIGNAL`, `up`. When that input ends, which
 * happens when the test asks for it and also when the test's process dies, however that dies, it ends the server and
 * removes the data.
 */
const SUPERVISOR = `
const { spawn } = require('node:child_process');
const { rmSync } = require('node:fs');
const [folder, user, program, ...args] = process.argv.slice(1);
let server, isRunning, isLast = false;
function start() {
  isRunning = true;
  server = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], ...JSON.parse(user) });
  server.on('error', (error) => console.error(error.message));
  server.on('exit', (code, signal) => {
    isRunning = false;
    if (isLast || !signal && code && !server.wasUp) remove();
    else console.error('${DOWN}');
  });
}
function remove() {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  process.exit();
}
function end() {
  isLast = true;
  if (isRunning) server.kill('SIGQUIT');
  else remove();
}
require('node:readline').createInterface(process.stdin).on('close', end).on('line', (line) => {
  const [command, signal] = line.split(' ');
  if (command === 'up') start();
  else server.kill(signal);
  server.wasUp = true;
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
start();
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
    const place = { host: HOST, port, user: USER, database: USER, password: options.password, ca };
    return { ...place, ...controlServer(server, data) };
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
function configureTls(data: string, { password, hba, certificate }: PostgresOptions): string {
  const shown = certificate ?? createCertificate();
  writeCertificate(data, shown);
  const method = password === undefined ? 'trust' : 'scram-sha-256';
  const lines = hba ?? [`hostssl all all 127.0.0.1/32 ${method}`];
  writeOwned(join(data, 'pg_hba.conf'), lines.map((line) => `${line}\n`).join(''));
  return shown.certificatePem;
}

function writeCertificate(data: string, { certificatePem, keyPem }: Certificate): void {
  writeOwned(join(data, 'server.crt'), certificatePem);
  writeOwned(join(data, 'server.key'), keyPem);
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
): Promise<Supervisor> {
  const lines = ["unix_socket_directories = ''", 'fsync = off', "lc_messages = 'C'", ...settings];
  writeOwned(join(data, 'postgresql.auto.conf'), lines.join('\n') + '\n');
  const args = ['-D', data, '-p', String(port), '-h', HOST];
  const program = [folder, JSON.stringify(serverUser() ?? {}), join(bin, 'postgres'), ...args];
  const supervisor = new Supervisor(program, folder);
  await supervisor.untilLogged(READY);
  return supervisor;
}

/** The process round the server, and the server's log. */
class Supervisor {
  private readonly child: ChildProcess;
  readonly log: string[] = [];
  private readonly watchers = new Set<(line: string) => void>();
  private readonly ended: Promise<void>;

  constructor(program: readonly string[], cwd: string) {
    const stdio = ['pipe', 'ignore', 'pipe'] as const;
    this.child = spawn(process.execPath, ['-e', SUPERVISOR, ...program], { stdio: [...stdio], cwd });
    this.ended = new Promise((resolve) => this.child.once('close', () => resolve()));
    if (!this.child.stderr) throw new Error('the server has no log');
    // Read to its end, so that a full pipe never stops the server.
    createInterface(this.child.stderr).on('line', (line) => this.take(line));
  }

  tell(command: string): void {
    this.child.stdin?.write(`${command}\n`);
  }

  /** Which of the texts stands in a line of the log first, from now on. */
  async untilLogged(...texts: readonly string[]): Promise<string> {
    const seen = new Promise<string>((resolve) => {
      const watch = (line: string): void => {
        const found = texts.find((text) => line.includes(text));
        if (found === undefined) return;
        this.watchers.delete(watch);
        resolve(found);
      };
      this.watchers.add(watch);
    });
    const found = await Promise.race([seen, this.ended]);
    if (found !== undefined) return found;
    throw new Error(`PostgreSQL ended:\n${this.log.join('\n')}`);
  }

  async stop(): Promise<void> {
    this.child.stdin?.end();
    await this.ended;
  }

  private take(line: string): void {
    if (this.log.length < 100) this.log.push(line);
    for (const watch of [...this.watchers]) watch(line);
  }
}

function controlServer(server: Supervisor, data: string) {
  const signal = join(data, 'standby.signal');
  return {
    stop: () => server.stop(),
    down: async (by: ServerSignal) => {
      const ended = server.untilLogged(DOWN);
      server.tell(`down ${by}`);
      await ended;
    },
    up: async ({ asReplica = false }: { readonly asReplica?: boolean } = {}) => {
      if (asReplica) writeOwned(signal, '');
      else rmSync(signal, { force: true });
      for (let came = DOWN; came === DOWN;) {
        // After SIGKILL the server's children may live on for a moment, and it refuses to start beside them.
        const told = server.untilLogged(READY, DOWN);
        server.tell('up');
        came = await told;
      }
    },
    untilReady: async () => void (await server.untilLogged(READY)),
    log: server.log,
    untilLogged: async (text: string) => void (await server.untilLogged(text)),
    showCertificate: (certificate: Certificate) => writeCertificate(data, certificate),
  };
}
