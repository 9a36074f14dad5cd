import { resolve } from 'node:path';
import { expandHome } from './homePath';
import type { ConnectionProfile } from './profile';

const FIELDS = ['caFile', 'certFile', 'keyFile'] as const;
const SSH_FIELDS = ['keyFile', 'knownHostsFile'] as const;

/** The files that a connection names, as they are seen from the folder whose settings have it. */
export function withAbsoluteFiles(profile: ConnectionProfile, folder: string): ConnectionProfile {
  const { ssh } = profile;
  return {
    ...profile,
    ...toAbsolute(profile, FIELDS, folder),
    ...(ssh && { ssh: { ...ssh, ...toAbsolute(ssh, SSH_FIELDS, folder) } }),
  };
}

function toAbsolute<K extends string>(
  fields: Partial<Readonly<Record<K, string>>>,
  keys: readonly K[],
  folder: string,
): Partial<Record<K, string>> {
  const absolute: Partial<Record<K, string>> = {};
  for (const key of keys) {
    const path = fields[key];
    if (path !== undefined) absolute[key] = resolve(folder, expandHome(path));
  }
  return absolute;
}
