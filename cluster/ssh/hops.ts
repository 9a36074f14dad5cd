import { existsSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { expandHome } from '../profile/homePath';
import { parseDestination, type SshSettings } from '../profile/sshSettings';
import { expandProxyCommand } from './proxyCommand';
import { findProxy, readHostConfig, type HostConfig } from './userConfig';

/** An SSH server on the way, with all that is needed to sign in there. */
export interface Hop {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** The command line whose input and output lead to it; undefined: it is reached over the network. */
  readonly proxyCommand?: string;
  /** Its name in known_hosts: `host`, or `[host]:port` where the port is not 22. */
  readonly knownAs: string;
  /** Those that exist, in the order in which they are tried. */
  readonly keyFiles: readonly string[];
  /** Socket of the agent; undefined: none is asked. */
  readonly agent: string | undefined;
  /** The first is where a new host is remembered. */
  readonly knownHostsFiles: readonly string[];
  readonly hashesNames: boolean;
}

/** `ssh` tries these where nothing is said. */
const USUAL_KEYS = ['id_ed25519', 'id_ecdsa', 'id_rsa'];
const MOST_JUMPS = 8;

/** The servers to go through, the nearest first: those of ProxyJump, then the one of the settings. Throws a sentence. */
export function findHops(ssh: SshSettings, depth = 0): readonly Hop[] {
  const config = readHostConfig(ssh.host, ssh.user);
  const proxy = findProxy(config);
  const jumps = proxy?.kind === 'jump' ? proxy.text.split(',') : [];
  if (depth + jumps.length > MOST_JUMPS) throw new Error(`ProxyJump leads to ${ssh.host} in a circle.`);
  const before = jumps.flatMap((jump, index) => {
    const destination = parseDestination(jump);
    if (!destination) throw new Error(`The SSH configuration has a ProxyJump that can't be read: ${jump}.`);
    // As in ssh: the first may have a ProxyJump of its own, the others are reached from the one before.
    return index === 0
      ? findHops(destination, depth + 1)
      : [createHop(destination, readHostConfig(destination.host, destination.user))];
  });
  return [...before, createHop(ssh, config, proxy?.kind === 'command' ? proxy.text : undefined)];
}

/** `command`: the ProxyCommand by which it is reached. */
function createHop(ssh: SshSettings, config: HostConfig, command?: string): Hop {
  const host = (first(config['hostname']) ?? '%h').replaceAll('%h', ssh.host);
  const port = ssh.port ?? Number(first(config['port']) ?? 22);
  const user = ssh.user ?? first(config['user']) ?? userInfo().username;
  if (command !== undefined && first(config['proxyusefdpass'])?.toLowerCase() === 'yes')
    throw new Error(
      `The SSH configuration reaches ${ssh.host} with ProxyUseFdpass, which is not supported here. Use a ProxyCommand that passes the data on itself.`,
    );
  const alias = (first(config['hostkeyalias']) ?? host).toLowerCase();
  const expand = (path: string): string =>
    expandHome(path).replace(
      /%[dhnpru%]/g,
      (token) =>
        ({ '%d': homedir(), '%h': host, '%n': ssh.host, '%p': String(port), '%r': user, '%%': '%' })[token] ??
        userInfo().username,
    );
  const inHome = (name: string): string => join(homedir(), '.ssh', name);
  const files = ssh.keyFile === undefined ? list(config['identityfile']) : [ssh.keyFile];
  const known = ssh.knownHostsFile === undefined ? words(config['userknownhostsfile']) : [ssh.knownHostsFile];
  const tokens = { '%h': host, '%n': ssh.host, '%p': String(port), '%r': user };
  return {
    host,
    port,
    user,
    ...(command !== undefined && { proxyCommand: expandProxyCommand(command, tokens) }),
    knownAs: port === 22 || isSet(config['hostkeyalias']) ? alias : `[${alias}]:${port}`,
    // One that the settings name must be there: its absence is told when it is read.
    keyFiles: (files.length > 0 ? files : USUAL_KEYS.map(inHome))
      .map(expand)
      .filter((file) => ssh.keyFile !== undefined || existsSync(file)),
    agent: findAgent(ssh, config, expand),
    knownHostsFiles: [
      ...(known.length > 0 ? known : ['known_hosts', 'known_hosts2'].map(inHome)).map(expand),
      '/etc/ssh/ssh_known_hosts',
    ],
    hashesNames: first(config['hashknownhosts'])?.toLowerCase() === 'yes',
  };
}

function findAgent(
  ssh: SshSettings,
  config: HostConfig,
  expand: (path: string) => string,
): string | undefined {
  if (ssh.agent === false) return undefined;
  const named = ssh.agent ?? first(config['identityagent']);
  if (named?.toLowerCase() === 'none') return undefined;
  if (named === undefined || named === 'SSH_AUTH_SOCK') return process.env['SSH_AUTH_SOCK'] ?? usualAgent();
  return named.startsWith('$') ? process.env[named.replace(/[${}]/g, '')] : expand(named);
}

/** Windows has one at a fixed place, if its service runs. */
function usualAgent(): string | undefined {
  const pipe = String.raw`\\.\pipe\openssh-ssh-agent`;
  return process.platform === 'win32' && existsSync(pipe) ? pipe : undefined;
}

type Value = string | readonly string[] | undefined;

const list = (value: Value): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;
const words = (value: Value): readonly string[] => list(value).flatMap((text) => text.split(/\s+/));
const first = (value: Value): string | undefined => list(value)[0];
const isSet = (value: Value): boolean => !['', 'none'].includes((first(value) ?? '').toLowerCase());
