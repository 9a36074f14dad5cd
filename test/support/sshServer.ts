/** A real OpenSSH server for the length of a test, and keys made for it by ssh-keygen. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { serverUser } from './postgresBinaries';

export type KeyType = 'ed25519' | 'rsa' | 'ecdsa';

export interface SshServerOptions {
  /** Public keys that it lets in. */
  readonly lets: readonly string[];
  /** Of its own keys; one of each. */
  readonly hostKeys?: readonly KeyType[];
  /** Lines of sshd_config. */
  readonly settings?: readonly string[];
}

export interface SshServer {
  readonly host: string;
  readonly port: number;
  /** Whom one signs in as. */
  readonly user: string;
  /** Lines of known_hosts: one for each of its keys. */
  readonly knownHosts: readonly string[];
  /** When somebody who has signed in has gone. */
  readonly nextDisconnect: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const HOST = '127.0.0.1';
/** The server's parent: it ends it when its own standard input ends, as it does when the test's process dies. */
const SUPERVISOR = `
const [folder, user, program, ...args] = process.argv.slice(1);
const server = require('node:child_process').spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], ...JSON.parse(user) });
process.stdin.on('end', () => server.kill()).resume();
server.on('error', (error) => console.error(error.message));
server.on('close', () => require('node:fs').rmSync(folder, { recursive: true, force: true }));
`;
const PROGRAM = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find((path) => existsSync(path)) ?? 'sshd';
/** sshd logs this once it takes connections. */
const READY = /^Server listening on/;
const DISCONNECTED = /^Disconnected from user/;

export interface KeyPair {
  readonly file: string;
  /** A line of authorized_keys. */
  readonly publicKey: string;
}

/** In the folder, under the name. */
export function makeKey(folder: string, name: string, type: KeyType = 'ed25519', passphrase = ''): KeyPair {
  const file = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', name, '-f', file]);
  return { file, publicKey: readFileSync(`${file}.pub`, 'utf8').trim() };
}

export async function startSshServer(options: SshServerOptions): Promise<SshServer> {
  const folder = mkdtempSync(join(tmpdir(), 'sshd-test-'));
  chmodSync(folder, 0o755);
  const own = join(folder, 'server');
  mkdirSync(own);
  const keys = (options.hostKeys ?? ['ed25519']).map((type) => makeKey(own, `host_${type}`, type));
  const authorized = join(own, 'authorized_keys');
  writeFileSync(authorized, options.lets.map((key) => `${key}\n`).join(''));
  const port = await findFreePort();
  const config = join(own, 'sshd_config');
  const lines = [
    `Port ${port}`,
    `ListenAddress ${HOST}`,
    ...keys.map(({ file }) => `HostKey ${file}`),
    `AuthorizedKeysFile ${authorized}`,
    'PidFile none',
    'StrictModes no',
    // Debian's own choice; without it an account that has no password counts as locked.
    'UsePAM yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    ...(options.settings ?? []),
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  const user = serverUser();
  // It takes its own keys from their owner's hands alone.
  if (user) for (const { file } of keys) chownSync(file, user.uid, user.gid);
  const program = [folder, JSON.stringify(user ?? {}), PROGRAM, '-D', '-e', '-f', config];
  const child = spawn(process.execPath, ['-e', SUPERVISOR, ...program], {
    stdio: ['pipe', 'ignore', 'pipe'],
    cwd: '/',
  });
  const heard = await untilReady(child);
  const knownHosts = keys.map(({ publicKey }) => {
    const [type, key] = publicKey.split(' ');
    return `[${HOST}]:${port} ${type} ${key}`;
  });
  return {
    host: HOST,
    port,
    user: user ? 'nobody' : userInfo().username,
    knownHosts,
    nextDisconnect: () => nextLine(heard, DISCONNECTED),
    stop: () => stop(child),
  };
}

/** Gives the lines that it logs from then on, each as an event. */
async function untilReady(child: ChildProcess): Promise<EventEmitter> {
  const log: string[] = [];
  const { stderr } = child;
  if (!stderr) throw new Error('sshd has no log');
  const lines = createInterface(stderr);
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    lines.on('line', (line) => {
      if (READY.test(line)) resolve();
      if (log.length < 100) log.push(line);
    });
    lines.on('close', () => reject(new Error(`sshd did not start:\n${log.join('\n')}`)));
  });
  return lines;
}

function nextLine(lines: EventEmitter, wanted: RegExp): Promise<void> {
  return new Promise((resolve) => {
    const onLine = (line: string): void => {
      if (!wanted.test(line)) return;
      lines.off('line', onLine);
      resolve();
    };
    lines.on('line', onLine);
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdin?.end();
  await ended;
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, HOST, resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return port;
}
