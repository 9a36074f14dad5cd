/**
 * What libpq takes from its environment and from connection service files where a connection says nothing itself.
 * Source: https://www.postgresql.org/docs/current/libpq-envars.html and libpq-pgservice.html
 */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Fields of a connection as `readProfile` takes them, and the password that may stand beside them. */
export interface LibpqDefaults {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly password: string | undefined;
  /** Of the client certificate's key. */
  readonly passphrase?: string;
}

export type ServiceReading =
  ({ readonly kind: 'found' } & LibpqDefaults) | { readonly kind: 'missing'; readonly problem: string };

type Env = Readonly<Record<string, string | undefined>>;

/** libpq's keyword → ours, its environment variable, and how its value reads. */
const KEYWORDS: readonly {
  readonly keyword: string;
  readonly field: string;
  readonly variable: string;
  readonly read: (text: string) => unknown;
}[] = [
  { keyword: 'host', field: 'host', variable: 'PGHOST', read: String },
  { keyword: 'port', field: 'port', variable: 'PGPORT', read: Number },
  { keyword: 'dbname', field: 'database', variable: 'PGDATABASE', read: String },
  { keyword: 'user', field: 'user', variable: 'PGUSER', read: String },
  { keyword: 'sslmode', field: 'ssl', variable: 'PGSSLMODE', read: String },
  { keyword: 'sslrootcert', field: 'caFile', variable: 'PGSSLROOTCERT', read: String },
  { keyword: 'sslcert', field: 'certFile', variable: 'PGSSLCERT', read: String },
  { keyword: 'sslkey', field: 'keyFile', variable: 'PGSSLKEY', read: String },
  {
    keyword: 'connect_timeout',
    field: 'connectTimeoutMs',
    variable: 'PGCONNECT_TIMEOUT',
    read: (seconds) => Number(seconds) * 1_000,
  },
];

/** PGHOST, PGPORT and the others that mean something here. */
export function readEnvironment(env: Env): LibpqDefaults {
  const fields: Record<string, unknown> = {};
  for (const { field, variable, read } of KEYWORDS) {
    const value = env[variable];
    if (value !== undefined && value !== '') fields[field] = read(value);
  }
  return { fields, password: env['PGPASSWORD'] };
}

/** A service of PGSERVICEFILE or ~/.pg_service.conf, else of the system's file in PGSYSCONFDIR. */
export function readService(name: string, env: Env): ServiceReading {
  const files = serviceFiles(env);
  for (const file of files) {
    const reading = readFile(file);
    if (reading.problem !== undefined) return { kind: 'missing', problem: reading.problem };
    const section = findSection(reading.text, name);
    if (section) return { kind: 'found', ...toDefaults(section) };
  }
  return { kind: 'missing', problem: `there is no service "${name}" in ${files.join(' or ')}.` };
}

/** A file that is not there has no text. */
function readFile(file: string): { readonly text: string; readonly problem?: string } {
  try {
    return { text: existsSync(file) ? readFileSync(file, 'utf8') : '' };
  } catch (error) {
    return { text: '', problem: `the service file can't be read: ${(error as Error).message}.` };
  }
}

function serviceFiles(env: Env): readonly string[] {
  const own = env['PGSERVICEFILE'];
  const base = process.platform === 'win32' ? join(env['APPDATA'] ?? homedir(), 'postgresql') : homedir();
  const system = env['PGSYSCONFDIR'];
  return [
    own !== undefined && own !== '' ? own : join(base, '.pg_service.conf'),
    ...(system === undefined ? [] : [join(system, 'pg_service.conf')]),
  ];
}

/** Lines of `keyword=value` behind `[name]`; `#` begins a comment line. */
function findSection(text: string, name: string): ReadonlyMap<string, string> | undefined {
  let section: Map<string, string> | undefined;
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    const heading = /^\[(.*)\]$/.exec(line)?.[1];
    if (heading !== undefined && section) break;
    if (heading === name) section = new Map();
    const [, keyword, value] = /^([^#=\s]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (section && keyword !== undefined && value !== undefined) section.set(keyword, value);
  }
  return section;
}

function toDefaults(section: ReadonlyMap<string, string>): LibpqDefaults {
  const fields: Record<string, unknown> = {};
  for (const [keyword, value] of section) {
    const known = KEYWORDS.find((one) => one.keyword === keyword);
    if (known) fields[known.field] = known.read(value);
  }
  const passphrase = section.get('sslpassword');
  return { fields, password: section.get('password'), ...(passphrase !== undefined && { passphrase }) };
}
