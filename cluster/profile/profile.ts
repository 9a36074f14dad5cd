/** Where and how to connect. A password is never part of a profile: whoever opens a session is asked for it. */
import { CONNECTION_COLORS, type ConnectionColor } from '../../core/catalog/connectionColors';
import type { SecretRequest } from '../../core/databaseAuth';
import { readAwsAuth, type IamAuth } from '../credentials/awsAuth';
import { readSsh, type SshSettings } from './sshSettings';

/**
 * libpq's names. `prefer` encrypts where the server can and checks nothing: for loopback alone, where nobody
 * stands between.
 */
export const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type SslMode = (typeof SSL_MODES)[number];

export interface ConnectionProfile {
  readonly name: string;
  /** Host name, IP address, or the directory of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly ssl: SslMode;
  /** PEM file with the certificate authorities to trust in place of the built-in ones. */
  readonly caFile?: string;
  /** PEM file with the certificate that says who connects. */
  readonly certFile?: string;
  /** PEM file with its private key. */
  readonly keyFile?: string;
  /** What stands in these files, once they have been read. */
  readonly clientCertificate?: ClientCertificate;
  readonly connectTimeoutMs: number;
  /**
   * After so long in silence the system asks whether the other end is still there; 0: never. So a dead connection is
   * noticed within the minute, and no firewall on the way forgets one on which a statement takes its time.
   */
  readonly keepAliveMs: number;
  /** The server ends a statement after so long; 0: never. */
  readonly statementTimeoutMs: number;
  /** How many rows of a result are kept; 0: all. */
  readonly rowLimit: number;
  /** A command line whose first line of output is the password; nobody is asked for one then. */
  readonly passwordCommand?: string;
  /** IAM database authentication: a fresh token of AWS for every connect. */
  readonly iam?: IamAuth;
  /** The secret of AWS Secrets Manager that has the password. */
  readonly secret?: SecretRequest;
  /** The service of libpq's service file that the rest was taken from. */
  readonly service?: string;
  /** A command line that opens a way to the server at the local port that stands in it as `${port}`. */
  readonly tunnel?: string;
  /** The SSH server that it goes through. */
  readonly ssh?: SshSettings;
  /** The server itself, where `host` and `port` are those of a tunnel: its certificate is for this host. */
  readonly realServer?: RealServer;
  /** What lists show it under. */
  readonly group?: string;
  /** By which the editor tells it from others. */
  readonly color?: ConnectionColor;
  /** Marked in the editor; statements that would invoke Lambda are asked about unless `confirm` says otherwise. */
  readonly production?: boolean;
  /** Whether statements that would invoke Lambda are asked about before they run. */
  readonly confirm?: boolean;
  /** Transactions are read-only by default, and statements that would invoke Lambda are refused. */
  readonly readOnly?: boolean;
}

/** Both in PEM; the key is not encrypted. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** Where a tunnel leads. */
export interface RealServer {
  readonly host: string;
  readonly port: number;
  /** Why the tunnel could not lead the last connection there; undefined: it could, or nobody knows. */
  readonly failure: () => string | undefined;
}

/** Stands in a tunnel's command for the local port that its program is to open. */
export const TUNNEL_PORT = '${port}';

/** The name of the connection that needs no profile: the embedded cluster. */
export const SANDBOX_NAME = 'sandbox';

export const PROFILE_DEFAULTS = {
  port: 5432,
  database: 'postgres',
  user: 'postgres',
  connectTimeoutMs: 10_000,
  keepAliveMs: 30_000,
  statementTimeoutMs: 0,
  rowLimit: 1_000,
} as const;

/** A profile read from what somebody wrote by hand. `problems` are sentences for that person; empty: all well. */
export interface ProfileReading {
  /** Undefined where a problem leaves no profile to use. */
  readonly profile: ConnectionProfile | undefined;
  readonly problems: readonly string[];
}

/** Whether nobody can stand between us and the host: then plain text is safe. */
export function isLoopback(host: string): boolean {
  return host.startsWith('/') || host === '::1' || /^(?:localhost|127(?:\.\d{1,3}){3})$/i.test(host);
}

/** TLS is checked in full unless said otherwise, except on this very machine. */
export function defaultSslMode(host: string): SslMode {
  return isLoopback(host) ? 'prefer' : 'verify-full';
}

type Fields = Readonly<Record<string, unknown>>;
const KNOWN = new Set(
  'name host port database user ssl caFile certFile keyFile connectTimeoutMs keepAliveMs statementTimeoutMs rowLimit passwordCommand iam secret service tunnel ssh group color production confirm readOnly'.split(
    ' ',
  ),
);

/** Reads one connection of the settings: `{ "name": "prod", "host": "db.example.com", … }`. */
export function readProfile(value: unknown): ProfileReading {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { profile: undefined, problems: ['A connection must be an object with "name" and "host".'] };
  }
  const fields = value as Fields;
  const label = typeof fields['name'] === 'string' ? `Connection "${fields['name']}"` : 'A connection';
  const problems: string[] = [];
  const report = (problem: string): void => void problems.push(`${label}: ${problem}`);
  const profile = assemble(fields, report);
  const usable = problems.length === 0;
  for (const key of Object.keys(fields)) if (!KNOWN.has(key)) report(describeUnknown(key));
  return { profile: usable ? profile : undefined, problems };
}

type Report = (problem: string) => void;

function assemble(fields: Fields, report: Report): ConnectionProfile {
  const host = readText(fields, 'host', report);
  const caFile = readText(fields, 'caFile', report, '');
  const passwordCommand = readText(fields, 'passwordCommand', report, '');
  const tunnel = readTunnel(fields, report);
  const service = readText(fields, 'service', report, '');
  const group = readText(fields, 'group', report, '');
  const name = readText(fields, 'name', report);
  if (name === SANDBOX_NAME)
    report(`the name "${SANDBOX_NAME}" is taken by the embedded cluster. Choose another.`);
  return {
    name,
    host,
    port: readInteger(fields, 'port', report, { least: 1, most: 65_535 }),
    database: readText(fields, 'database', report, PROFILE_DEFAULTS.database),
    user: readText(fields, 'user', report, PROFILE_DEFAULTS.user),
    ssl: readSslMode(fields['ssl'], host, report),
    ...(caFile && { caFile }),
    ...readCertificateFiles(fields, report),
    ...(passwordCommand && { passwordCommand }),
    ...(service && { service }),
    ...readAwsAuth(fields, host, report),
    ...(tunnel && { tunnel }),
    ...readSsh(fields, report),
    ...(group && { group }),
    ...readColor(fields['color'], report),
    connectTimeoutMs: readInteger(fields, 'connectTimeoutMs', report, { least: 1, most: 600_000 }),
    keepAliveMs: readInteger(fields, 'keepAliveMs', report, { least: 0, most: 2_147_483_647 }),
    statementTimeoutMs: readInteger(fields, 'statementTimeoutMs', report, { least: 0, most: 2_147_483_647 }),
    rowLimit: readInteger(fields, 'rowLimit', report, { least: 0, most: 10_000_000 }),
    ...readFlag(fields, 'production', report),
    ...readFlag(fields, 'confirm', report),
    ...readFlag(fields, 'readOnly', report),
  };
}

function readText(fields: Fields, key: string, report: Report, fallback?: string): string {
  const value = fields[key] ?? fallback;
  if (typeof value === 'string' && (value !== '' || fallback === '')) return value;
  report(value === undefined ? `"${key}" is missing.` : `"${key}" must be a text that is not empty.`);
  return '';
}

function readCertificateFiles(
  fields: Fields,
  report: Report,
): Partial<Record<'certFile' | 'keyFile', string>> {
  const certFile = readText(fields, 'certFile', report, '');
  const keyFile = readText(fields, 'keyFile', report, '');
  if (keyFile !== '' && certFile === '')
    report('"keyFile" is the key of a client certificate: name that in "certFile".');
  return { ...(certFile && { certFile }), ...(keyFile && { keyFile }) };
}

function readTunnel(fields: Fields, report: Report): string {
  const command = readText(fields, 'tunnel', report, '');
  if (command !== '' && !command.includes(TUNNEL_PORT))
    report(`"tunnel" must hold ${TUNNEL_PORT}, the local port that its program is to open.`);
  return command;
}

type NumberKey = 'port' | 'connectTimeoutMs' | 'keepAliveMs' | 'statementTimeoutMs' | 'rowLimit';

function readInteger(fields: Fields, key: NumberKey, report: Report, range: { least: number; most: number }) {
  const value = fields[key] ?? PROFILE_DEFAULTS[key];
  if (Number.isInteger(value) && Number(value) >= range.least && Number(value) <= range.most)
    return Number(value);
  report(`"${key}" must be a whole number from ${range.least} to ${range.most}.`);
  return PROFILE_DEFAULTS[key];
}

type Flag = 'production' | 'confirm' | 'readOnly';

function readFlag(fields: Fields, key: Flag, report: Report): Partial<Record<Flag, boolean>> {
  const value = fields[key];
  if (value === undefined) return {};
  if (typeof value === 'boolean') return { [key]: value };
  report(`"${key}" must be true or false.`);
  return {};
}

function readColor(value: unknown, report: Report): { readonly color?: ConnectionColor } {
  const color = CONNECTION_COLORS.find((candidate) => candidate === value);
  if (value !== undefined && !color) report(`"color" must be one of ${CONNECTION_COLORS.join(', ')}.`);
  return color ? { color } : {};
}

function readSslMode(value: unknown, host: string, report: Report): SslMode {
  const mode = SSL_MODES.find((candidate) => candidate === (value ?? defaultSslMode(host)));
  if (!mode) report(`"ssl" must be one of ${SSL_MODES.join(', ')}.`);
  if (mode === 'prefer' && !isLoopback(host)) {
    report(
      '"ssl": "prefer" falls back to plain text unasked, so it is for this machine alone. Use verify-full.',
    );
  }
  return mode ?? 'verify-full';
}

function describeUnknown(key: string): string {
  return /pass/i.test(key)
    ? `"${key}" is not read: a password does not belong into settings. Remove it; you are asked for it.`
    : `"${key}" is not a setting of a connection.`;
}
