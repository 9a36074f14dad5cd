/** Where and how to connect. A password is never part of a profile: whoever opens a session is asked for it. */
import type { ConnectionColor } from '../../core/catalog/connectionColors';
import type { SecretRequest } from '../../core/databaseAuth';
import type { IamAuth } from '../credentials/awsAuth';
import type { SshSettings } from './sshSettings';

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

/** Whether nobody can stand between us and the host: then plain text is safe. */
export function isLoopback(host: string): boolean {
  return host.startsWith('/') || host === '::1' || /^(?:localhost|127(?:\.\d{1,3}){3})$/i.test(host);
}

/** TLS is checked in full unless said otherwise, except on this very machine. */
export function defaultSslMode(host: string): SslMode {
  return isLoopback(host) ? 'prefer' : 'verify-full';
}
