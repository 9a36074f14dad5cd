import { parse } from 'pg-connection-string';
import { readEnvironment, readService } from './libpqDefaults';
import type { ConnectionProfile } from './profile';
import { readProfile } from './readProfile';

export type UriReading =
  | {
      readonly kind: 'read';
      readonly profile: ConnectionProfile;
      readonly password: string | undefined;
      /** Of the client certificate's key. */
      readonly passphrase: string | undefined;
    }
  | { readonly kind: 'unreadable'; readonly problem: string };

export function isConnectionUri(text: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(text);
}

/** Query parameters that are understood; `application_name` is our own to set. */
const PARAMETERS = new Set([
  ...['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'sslpassword'],
  ...['connect_timeout', 'keepalives', 'keepalives_idle', 'application_name', 'service'],
]);

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…`. What it leaves out comes as in libpq from the
 * service that it or PGSERVICE names, then from PGHOST and the others; the database defaults to the user's name.
 * The problem never repeats the URI, which may hold a password.
 */
export function readConnectionUri(uri: string, env: Env = process.env): UriReading {
  const url = parseUrl(uri);
  if (!url) return unreadable('write it as postgres://user@host:5432/database');
  const unknown = [...url.searchParams.keys()].find((key) => !PARAMETERS.has(key));
  if (unknown !== undefined) return unreadable(`its parameter "${unknown}" is not supported; leave it out`);
  // The library would read the certificate files itself and turn sslmode into something of its own.
  const bare = new URL(url);
  bare.search = '';
  const { host, port, user, password, database } = parse(bare.href);
  const timeout = url.searchParams.get('connect_timeout');
  const defaults = findDefaults(url, env);
  if (defaults.kind === 'missing') return unreadable(defaults.problem);
  const own = {
    host,
    port: port ? Number(port) : undefined,
    user,
    database,
    ssl: url.searchParams.get('sslmode'),
    caFile: url.searchParams.get('sslrootcert'),
    certFile: url.searchParams.get('sslcert'),
    keyFile: url.searchParams.get('sslkey'),
    keepAliveMs: readKeepAlive(url),
    connectTimeoutMs: timeout === null ? undefined : Number(timeout) * 1_000,
  };
  const fields = { ...defaults.fields, ...withoutEmpty(own) };
  const { profile, problems } = readProfile({
    host: 'localhost',
    database: fields['user'],
    ...fields,
    name: uriName(url, fields['host'] as string | undefined),
    ...(defaults.service !== undefined && { service: defaults.service }),
  });
  if (!profile) return unreadable(problems.join(' ').replaceAll('"ssl"', '"sslmode"'));
  const passphrase = url.searchParams.get('sslpassword') ?? defaults.passphrase;
  return { kind: 'read', profile, password: password || defaults.password, passphrase };
}

type Env = Readonly<Record<string, string | undefined>>;

function findDefaults(url: URL, env: Env) {
  const { fields, password } = readEnvironment(env);
  const service = url.searchParams.get('service') ?? env['PGSERVICE'];
  if (service === undefined || service === '')
    return { kind: 'found', fields, password, passphrase: undefined, service: undefined } as const;
  const reading = readService(service, env);
  if (reading.kind === 'missing') return reading;
  const ofService = {
    fields: { ...fields, ...reading.fields },
    password: reading.password ?? password,
    passphrase: reading.passphrase,
  };
  return { kind: 'found', ...ofService, service } as const;
}

/** libpq: `keepalives=0` turns them off; `keepalives_idle` is in seconds, 0 is the system's own. */
function readKeepAlive(url: URL): number | undefined {
  if (url.searchParams.get('keepalives') === '0') return 0;
  const idle = url.searchParams.get('keepalives_idle');
  return idle === null || idle === '0' ? undefined : Number(idle) * 1_000;
}

function withoutEmpty(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
}

function parseUrl(uri: string): URL | undefined {
  return isConnectionUri(uri) && URL.canParse(uri) ? new URL(uri) : undefined;
}

function uriName(url: URL, host = 'localhost'): string {
  return `${url.host || host}${url.pathname}`;
}

function unreadable(reason: string): UriReading {
  return { kind: 'unreadable', problem: `The connection URI can't be used: ${reason.replace(/\.$/, '')}.` };
}
