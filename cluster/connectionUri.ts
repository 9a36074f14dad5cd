import { parse } from 'pg-connection-string';
import { PROFILE_DEFAULTS, readProfile, type ConnectionProfile } from './profile';

export type UriReading =
  | { readonly kind: 'read'; readonly profile: ConnectionProfile; readonly password: string | undefined }
  | { readonly kind: 'unreadable'; readonly problem: string };

export function isConnectionUri(text: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(text);
}

/** Query parameters that are understood; `application_name` is our own to set. */
const PARAMETERS = new Set(['sslmode', 'sslrootcert', 'connect_timeout', 'application_name']);

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…`. User and database default as in libpq: the
 * database to the user's name. The problem never repeats the URI, which may hold a password.
 */
export function readConnectionUri(uri: string): UriReading {
  const url = parseUrl(uri);
  if (!url) return unreadable('write it as postgres://user@host:5432/database');
  const unknown = [...url.searchParams.keys()].find((key) => !PARAMETERS.has(key));
  if (unknown !== undefined) return unreadable(`its parameter "${unknown}" is not supported; leave it out`);
  // The library would read the certificate files itself and turn sslmode into something of its own.
  const bare = new URL(url);
  bare.search = '';
  const { host, port, user, password, database } = parse(bare.href);
  const timeout = url.searchParams.get('connect_timeout');
  const { profile, problems } = readProfile({
    name: uriName(url),
    host: host || 'localhost',
    port: port ? Number(port) : PROFILE_DEFAULTS.port,
    user: user || PROFILE_DEFAULTS.user,
    database: database || user || PROFILE_DEFAULTS.database,
    ssl: url.searchParams.get('sslmode') ?? undefined,
    caFile: url.searchParams.get('sslrootcert') ?? undefined,
    connectTimeoutMs: timeout === null ? undefined : Number(timeout) * 1_000,
  });
  if (!profile) return unreadable(problems.join(' ').replaceAll('"ssl"', '"sslmode"'));
  return { kind: 'read', profile, password: password || undefined };
}

function parseUrl(uri: string): URL | undefined {
  return isConnectionUri(uri) && URL.canParse(uri) ? new URL(uri) : undefined;
}

function uriName(url: URL): string {
  return `${url.host || 'localhost'}${url.pathname}`;
}

function unreadable(reason: string): UriReading {
  return { kind: 'unreadable', problem: `The connection URI can't be used: ${reason}.` };
}
