/** What the user's and the machine's SSH configuration say of a host: man 5 ssh_config. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import picomatch from 'picomatch';
import { parse } from 'ssh-config';
import { expandHome } from '../profile/homePath';

/** Keywords in lower case; what may stand several times as a list. */
export type HostConfig = Readonly<Record<string, string | readonly string[]>>;

const MOST_INCLUDES = 16;

/** For each keyword the first value counts, and the user's file goes before the machine's. Throws a sentence. */
export function readHostConfig(host: string, user: string | undefined): HostConfig {
  const ownFolder = join(homedir(), '.ssh');
  const own = compute(join(ownFolder, 'config'), ownFolder, host, user);
  const machine = Object.entries(compute('/etc/ssh/ssh_config', '/etc/ssh', host, user));
  // Of the two ways there the first counts alone.
  const ofMachine = findProxyKey(own) ? machine.filter(([key]) => !PROXY_KEYS.has(key)) : machine;
  return { ...Object.fromEntries(ofMachine), ...own };
}

const PROXY_KEYS: ReadonlySet<string> = new Set(['proxycommand', 'proxyjump']);

const findProxyKey = (config: HostConfig): string | undefined =>
  Object.keys(config).find((key) => PROXY_KEYS.has(key));

export interface Proxy {
  /** `jump`: the SSH servers before, as ProxyJump has them; `command`: ProxyCommand's command line. */
  readonly kind: 'jump' | 'command';
  readonly text: string;
}

/** How the host is reached; undefined: straight. ProxyCommand or ProxyJump, whichever was given first, `none` too. */
export function findProxy(config: HostConfig): Proxy | undefined {
  const key = findProxyKey(config);
  const value = key === undefined ? undefined : config[key];
  if (typeof value !== 'string') return undefined;
  const text = key === 'proxycommand' ? Buffer.from(value, 'hex').toString() : value;
  if (text.toLowerCase() === 'none') return undefined;
  return { kind: key === 'proxycommand' ? 'command' : 'jump', text };
}

/** To the shell every quote and backslash of a command counts, which a reader of words takes away. */
function keepCommands(text: string): string {
  return text.replace(
    /^([ \t]*proxycommand(?:[ \t]*=[ \t]*|[ \t]+))(\S.*?)[ \t\r]*$/gim,
    (_line, keyword: string, command: string) => keyword + Buffer.from(command).toString('hex'),
  );
}

function compute(file: string, folder: string, host: string, user: string | undefined): HostConfig {
  try {
    const query = { Host: host, ...(user !== undefined && { User: user }) };
    return parse(keepCommands(readWithIncludes(file, folder, MOST_INCLUDES))).compute(query, {
      ignoreCase: true,
    });
  } catch (error) {
    const message = `The SSH configuration ${file} can't be read: ${(error as Error).message}. Correct it.`;
    throw new Error(message, { cause: error });
  }
}

function readWithIncludes(file: string, folder: string, depth: number): string {
  if (!existsSync(file)) return '';
  const text = readFileSync(file, 'utf8');
  if (depth === 0) return text;
  return text.replace(/^[ \t]*include(?:[ \t]+|[ \t]*=[ \t]*)(.+)$/gim, (_line, patterns: string) =>
    splitWords(patterns)
      .flatMap((pattern) => findFiles(pattern, folder))
      .map((one) => readWithIncludes(one, folder, depth - 1))
      .join('\n'),
  );
}

function splitWords(text: string): string[] {
  return (text.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^"(.*)"$/, '$1'));
}

/** Wildcards in the last part of a path, in the order of the names. */
function findFiles(pattern: string, folder: string): string[] {
  const expanded = expandHome(pattern);
  const path = isAbsolute(expanded) ? expanded : join(folder, expanded);
  if (!/[*?[]/.test(path)) return [path];
  const parent = dirname(path);
  if (!existsSync(parent)) return [];
  const matches = picomatch(path);
  return readdirSync(parent)
    .sort()
    .map((name) => join(parent, name))
    .filter((one) => matches(one));
}
