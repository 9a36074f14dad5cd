/** A connection as somebody wrote it into the settings, read and complained about. */
import { CONNECTION_COLORS, type ConnectionColor } from '../../core/catalog/connectionColors';
import { readAwsAuth } from '../credentials/awsAuth';
import type { Fields, Report } from './fields';
import {
  defaultSslMode,
  isLoopback,
  PROFILE_DEFAULTS,
  SANDBOX_NAME,
  SSL_MODES,
  TUNNEL_PORT,
  type ConnectionProfile,
  type SslMode,
} from './profile';
import { readSsh } from './sshSettings';

/** A profile read from what somebody wrote by hand. `problems` are sentences for that person; empty: all well. */
export interface ProfileReading {
  /** Undefined where a problem leaves no profile to use. */
  readonly profile: ConnectionProfile | undefined;
  readonly problems: readonly string[];
}

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
