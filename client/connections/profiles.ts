/** The connections of the settings, as they hold together. */
import { readConnectionEntry } from '../../cluster/profile/connectionEntry';
import type { ConnectionProfile } from '../../cluster/profile/profile';

/** What a connection that says nothing itself gets from other settings. */
export interface ProfileFallbacks {
  readonly rowLimit: number;
  readonly statementTimeoutMs: number;
}

export interface ConnectionList {
  /** In the order of the settings, names unique. */
  readonly profiles: readonly ConnectionProfile[];
  /** Sentences for whoever wrote the settings. */
  readonly problems: readonly string[];
}

/**
 * Joins the lists of user, workspace and folder settings. Of two connections with the same name the later layer's
 * counts; in one layer the first, and that is a problem to tell.
 */
export function readConnections(
  layers: readonly (readonly unknown[])[],
  fallbacks: ProfileFallbacks,
): ConnectionList {
  const profiles = new Map<string, ConnectionProfile>();
  const problems: string[] = [];
  for (const layer of layers) {
    const names = new Set<string>();
    for (const value of layer) {
      const reading = readConnectionEntry(isObject(value) ? { ...fallbacks, ...value } : value);
      problems.push(...reading.problems);
      const { profile } = reading;
      if (!profile) continue;
      if (names.has(profile.name)) {
        problems.push(
          `Connection "${profile.name}" stands twice in the settings. Rename one; the first is used.`,
        );
      } else profiles.set(profile.name, profile);
      names.add(profile.name);
    }
  }
  // In a window with one folder, its settings are those of workspace and folder at once.
  return { profiles: [...profiles.values()], problems: [...new Set(problems)] };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Whose password it is: server, database and role, not the name, so that a repository's settings can't send the
 * password of a known name to a server of its own.
 */
export function connectionIdentity({ host, port, database, user }: ConnectionProfile): string {
  return `postgres://${encodeURIComponent(user)}@${encodeURIComponent(host)}:${port}/${encodeURIComponent(database)}`;
}

/** What makes a connection lead elsewhere, or by another way; how it looks does not. */
export function serverOrigin(profile: ConnectionProfile): string {
  return JSON.stringify({ ...profile, group: undefined, color: undefined });
}

/** For lists: where a connection leads. */
export function describePlace({ host, port, database, user }: ConnectionProfile): string {
  return `${user}@${host}:${port}/${database}`;
}
