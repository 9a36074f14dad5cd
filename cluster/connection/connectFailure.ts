/** What keeps a connection from being made, each in one line that says what to do. */
import { describeCertificateRefusal } from './certificateFailure';
import type { ConnectionProfile } from '../profile/profile';
import { isRds } from './rdsAuthorities';

export type ConnectFailureReason =
  | 'refused'
  | 'unreachable'
  | 'unknownHost'
  | 'timeout'
  | 'password'
  | 'noDatabase'
  | 'notAllowed'
  | 'busy'
  | 'tls'
  /** Something answers that is no PostgreSQL server. */
  | 'notPostgres'
  | 'cancelled'
  | 'other';

export interface ConnectFailure {
  /** `password`: asking again may help. */
  readonly reason: ConnectFailureReason;
  /** One line: what happened, and what to do. Holds no password. */
  readonly message: string;
  readonly sqlstate?: string;
}

/** What pg, node:net and node:tls put on their errors. */
export interface ConnectError {
  readonly message: string;
  readonly code?: string;
  readonly errors?: readonly ConnectError[];
}

type Sentence = (profile: ConnectionProfile, message: string) => string;
type Row = readonly [reason: ConnectFailureReason, matches: RegExp, sentence: Sentence];

const place = ({ host, port, realServer }: ConnectionProfile): string => {
  const at = host.startsWith('/') ? `the socket in ${host}` : `${host}:${port}`;
  return realServer ? `${at} behind the tunnel` : at;
};

const RDS_CA = 'https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem';

/** By error code: node's, OpenSSL's or PostgreSQL's SQLSTATE. */
const BY_CODE: readonly Row[] = [
  [
    'refused',
    /^(?:ECONNREFUSED|ENOENT)$/,
    (profile) =>
      `Nothing answers at ${place(profile)}. Check host and port, and that the server is running and reachable from here.`,
  ],
  [
    'unreachable',
    /^(?:EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)$/,
    (profile) => `No route to ${place(profile)}. Check the network, the VPN or the tunnel.`,
  ],
  [
    'unknownHost',
    /^(?:ENOTFOUND|EAI_AGAIN|EAI_NODATA|EAI_FAIL)$/,
    ({ host }) => `The host name ${host} is not known. Check its spelling and your DNS or VPN.`,
  ],
  [
    'timeout',
    /^ETIMEDOUT$/,
    (profile) =>
      `${place(profile)} did not answer within ${profile.connectTimeoutMs / 1000} s. Check the security group, firewall or VPN, or raise connectTimeoutMs.`,
  ],
  [
    'unreachable',
    /^(?:ECONNRESET|EPIPE)$/,
    (profile) =>
      `${place(profile)} closed the connection at once. Check that a PostgreSQL server, and nothing else, listens there.`,
  ],
  [
    'tls',
    /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?)$/,
    ({ host }) =>
      `The certificate of ${host} is signed by nobody this machine trusts. Set "caFile" (sslrootcert in a URI) to the authority's PEM file${isRds(host) ? ` (Amazon's is ${RDS_CA})` : ''}.`,
  ],
  [
    'tls',
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    ({ host }) =>
      `The server's certificate is not for the name ${host}. Connect by the name that the certificate carries, or, if you know why they differ (a tunnel), set "ssl" (sslmode in a URI) to verify-ca.`,
  ],
  [
    'tls',
    /^(?:CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/,
    ({ host }) =>
      `The certificate of ${host} is not valid today. Have it renewed, and check this machine's clock.`,
  ],
  [
    'tls',
    /^(?:ERR_SSL_.*|ERR_TLS_.*|ERR_OSSL_.*|EPROTO|CERT_.*)$/,
    ({ host }, message) =>
      `The encrypted connection to ${host} failed (${message}). Check the server's TLS settings.`,
  ],
  ['password', /^28P01$/, describeRejection],
  [
    'noDatabase',
    /^3D000$/,
    ({ database, host }) => `There is no database "${database}" on ${host}. Check "database".`,
  ],
  [
    'notAllowed',
    /^28000$/,
    (profile, message) =>
      `The server at ${place(profile)} lets this user not in from here: ${message}. Check user, database and "ssl", or have pg_hba.conf changed.`,
  ],
  [
    'busy',
    /^53300$/,
    (profile, message) =>
      `The server at ${place(profile)} takes no more connections: ${message}. Try again later or close others.`,
  ],
  [
    'busy',
    /^57P03$/,
    (profile, message) => `The server at ${place(profile)} is not ready: ${message}. Try again in a moment.`,
  ],
];

/** pg reports these by text alone, and servers with a code that says little. */
const BY_MESSAGE: readonly Row[] = [
  // RDS looks at IAM's tokens by PAM; what it refuses has the code of pg_hba.conf.
  ['password', /^PAM authentication failed/, describeRejection],
  [
    'busy',
    // PgBouncer's, with the code of a violated protocol.
    /^no more connections allowed/,
    (profile, message) =>
      `The server at ${place(profile)} takes no more connections: ${message}. Try again later or close others.`,
  ],
  [
    'timeout',
    /^timeout expired$/,
    (profile) =>
      `${place(profile)} did not answer within ${profile.connectTimeoutMs / 1000} s. Check the security group, firewall or VPN, or raise connectTimeoutMs.`,
  ],
  [
    'tls',
    /does not support SSL connections/,
    ({ host }) =>
      `The server at ${host} offers no TLS. Have TLS turned on there, or, if plain text is acceptable on the whole way, set "ssl" (sslmode in a URI) to disable.`,
  ],
  [
    'notPostgres',
    /error establishing an SSL connection/,
    (profile) =>
      `What listens at ${place(profile)} did not answer as a PostgreSQL server does. Check host and port.`,
  ],
  [
    'password',
    /^(?:SASL: SCRAM-SERVER-FIRST-MESSAGE: client password|PASSWORD_MISSING$)/,
    ({ user }) => `The server asks for the password of user ${user}, and none was given.`,
  ],
  [
    'unreachable',
    /^Connection terminated/,
    (profile) =>
      `${place(profile)} closed the connection at once. Check that a PostgreSQL server, and nothing else, listens there.`,
  ],
];

function describeRejection({ user, iam, secret }: ConnectionProfile): string {
  if (iam)
    return `The server rejected the IAM token of user ${user}. Grant the role rds_iam to the user, allow rds-db:connect for it, and name the server's own endpoint in "iam.host".`;
  if (secret)
    return `The server rejected the password that the secret ${secret.id} has for user ${user}. Check that it is this user's, and that its rotation has succeeded.`;
  return `The server rejected the password of user ${user}. Check user name and password.`;
}

export function describeConnectError(error: ConnectError, located: ConnectionProfile): ConnectFailure {
  const ofTunnel = located.realServer?.failure();
  if (ofTunnel !== undefined) return { reason: 'unreachable', message: ofTunnel };
  // The tunnel's own end says nothing to whoever reads it.
  const profile = {
    ...located,
    host: located.realServer?.host ?? located.host,
    port: located.realServer?.port ?? located.port,
  };
  // A name with several addresses fails with one error for each; the first says enough.
  const cause = error.errors?.[0] ?? error;
  const { code = '' } = cause;
  const message = cause.message.split('\n')[0] ?? '';
  const row =
    BY_MESSAGE.find(([, matches]) => matches.test(cause.message)) ??
    BY_CODE.find(([, matches]) => matches.test(code));
  const sqlstate = /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]+$/.test(code) ? { sqlstate: code } : {};
  const ofCertificate = describeCertificateRefusal(cause, profile);
  if (ofCertificate !== undefined) return { reason: 'notAllowed', message: ofCertificate, ...sqlstate };
  if (!row)
    return { reason: 'other', message: `Connecting to ${place(profile)} failed: ${message}.`, ...sqlstate };
  const [reason, , sentence] = row;
  return { reason, message: sentence(profile, message), ...sqlstate };
}
