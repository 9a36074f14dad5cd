/** The files in which SSH keeps the keys of servers: man 8 sshd, "SSH_KNOWN_HOSTS FILE FORMAT". */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type HostKeyVerdict =
  | { readonly kind: 'known' }
  | { readonly kind: 'unknown' }
  /** The files have other keys for the name. `line`: from 1. */
  | { readonly kind: 'changed' | 'revoked'; readonly file: string; readonly line: number };

interface KnownHost {
  readonly file: string;
  readonly line: number;
  readonly isRevoked: boolean;
  readonly names: string;
  readonly keyType: string;
  readonly key: Buffer;
}

/** Whether a server that goes by the name may have this key. */
export function judgeHostKey(files: readonly string[], name: string, key: Buffer): HostKeyVerdict {
  const entries = findEntries(files, name);
  const same = entries.filter((entry) => entry.key.equals(key));
  const revoked = same.find(({ isRevoked }) => isRevoked);
  if (revoked) return { kind: 'revoked', file: revoked.file, line: revoked.line };
  if (same.length > 0) return { kind: 'known' };
  const other = entries.find(({ isRevoked }) => !isRevoked);
  // Of another type too: a key of a type that nobody knows must not pass for a first acquaintance.
  return other ? { kind: 'changed', file: other.file, line: other.line } : { kind: 'unknown' };
}

/** The types of the keys that the files have for the name: the server is asked for one of these first. */
export function knownKeyTypes(files: readonly string[], name: string): readonly string[] {
  return findEntries(files, name)
    .filter(({ isRevoked }) => !isRevoked)
    .map(({ keyType }) => keyType);
}

/** Writes the key to the file, as `ssh` does after a yes. */
export function rememberHostKey(file: string, name: string, key: Buffer, hashesName: boolean): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const needsBreak = existsSync(file) && !/(?:^|\n)$/.test(readFileSync(file, 'utf8'));
  const shown = hashesName ? hashName(name, randomBytes(20)) : name;
  const line = `${shown} ${readKeyType(key)} ${key.toString('base64')}\n`;
  appendFileSync(file, `${needsBreak ? '\n' : ''}${line}`, { mode: 0o600 });
}

/** RFC 4253: a key begins with the name of its type. */
export function readKeyType(key: Buffer): string {
  return key.toString('latin1', 4, 4 + key.readUInt32BE(0));
}

/** As `ssh-keygen -l` prints it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

function findEntries(files: readonly string[], name: string): KnownHost[] {
  const entries = files.filter((file) => existsSync(file)).flatMap(readEntries);
  return entries.filter(({ names }) => matchesName(names, name));
}

function readEntries(file: string): KnownHost[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  return lines.flatMap((text, index) => {
    const [, marker, names, keyType, key] =
      /^\s*(?:(@[\w-]+)\s+)?([^#@\s]\S*)\s+(\S+)\s+([A-Za-z0-9+/=]+)/.exec(text) ?? [];
    // A line of an authority says nothing of a key; certificates of servers are not asked for.
    if (names === undefined || keyType === undefined || key === undefined || marker === '@cert-authority')
      return [];
    const isRevoked = marker === '@revoked';
    return [{ file, line: index + 1, isRevoked, names, keyType, key: Buffer.from(key, 'base64') }];
  });
}

function matchesName(names: string, name: string): boolean {
  if (names.startsWith('|')) {
    const [, , salt = ''] = names.split('|');
    return names === hashName(name, Buffer.from(salt, 'base64'));
  }
  const patterns = names.toLowerCase().split(',');
  const hits = (pattern: string): boolean => toRegExp(pattern).test(name.toLowerCase());
  if (patterns.some((pattern) => pattern.startsWith('!') && hits(pattern.slice(1)))) return false;
  return patterns.some((pattern) => !pattern.startsWith('!') && hits(pattern));
}

function hashName(name: string, salt: Buffer): string {
  const hash = createHmac('sha1', salt).update(name).digest('base64');
  return `|1|${salt.toString('base64')}|${hash}`;
}

/** `*` and `?` stand for characters; all others, the brackets of a port too, for themselves. */
function toRegExp(pattern: string): RegExp {
  const source = pattern.replace(/[^*?]/g, (char) => char.replace(/[\\^$.|+()[\]{}]/, String.raw`\$&`));
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
