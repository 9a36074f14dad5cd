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
  return { ...compute('/etc/ssh/ssh_config', '/etc/ssh', host, user), ...own };
}

function compute(file: string, folder: string, host: string, user: string | undefined): HostConfig {
  try {
    const query = { Host: host, ...(user !== undefined && { User: user }) };
    return parse(readWithIncludes(file, folder, MOST_INCLUDES)).compute(query, { ignoreCase: true });
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
