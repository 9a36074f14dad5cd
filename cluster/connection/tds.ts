/** Babelfish has two ports: PostgreSQL's, and one for clients of SQL Server, which speaks TDS. */
import { connect } from 'node:net';
import type { ConnectFailure, ConnectFailureReason } from './connectFailure';
import type { ConnectionProfile } from '../profile/profile';

/** SQL Server's registered port, and the one that Babelfish usually has for its clients. */
const TDS_PORT = 1433;
const PROBE_TIMEOUT_MS = 1_000;
/** What a TDS port may look like to a PostgreSQL client: it closes the connection, says nothing, or something odd. */
const SUSPICIOUS: ReadonlySet<ConnectFailureReason> = new Set(['unreachable', 'timeout', 'notPostgres']);
const MISSING: ReadonlySet<ConnectFailureReason> = new Set(['refused', 'unreachable', 'timeout']);

const ADVICE = "Use the cluster's PostgreSQL port, usually 5432: aws_lambda.invoke is called there.";

/** The failure, or what is behind it where the port turns out to be one for clients of SQL Server. */
export async function recognizeTds(
  failure: ConnectFailure,
  profile: ConnectionProfile,
): Promise<ConnectFailure> {
  const { host, port } = profile.realServer ?? profile;
  if (SUSPICIOUS.has(failure.reason) && (await speaksTds(profile))) {
    const message = `${host}:${port} is a port for SQL Server clients (Babelfish's TDS port, or a SQL Server). ${ADVICE}`;
    return { reason: 'notPostgres', message };
  }
  if (port !== TDS_PORT || !MISSING.has(failure.reason)) return failure;
  return {
    ...failure,
    message: `${failure.message} Port ${TDS_PORT} is usually Babelfish's for SQL Server clients. ${ADVICE}`,
  };
}

/**
 * A PRELOGIN message asks for nothing and is answered by every TDS server: MS-TDS 2.2.6.5. An SSLRequest or a start
 * message of PostgreSQL is no message of TDS: the server closes the connection (MS-TDS 3.3.5.1), or waits for the
 * rest, since to TDS the SSLRequest is a packet of eight bytes with no data.
 */
function speaksTds({ host, port }: ConnectionProfile): Promise<boolean> {
  if (host.startsWith('/')) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PROBE_TIMEOUT_MS }, () => socket.write(PRELOGIN));
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', (bytes) => end(isTabularResult(bytes)));
    socket.on('error', () => end(false)).on('timeout', () => end(false));
    socket.on('close', () => end(false));
  });
}

/** Version 0, no encryption: offsets are counted from the end of the header. */
const PRELOGIN = Buffer.from(
  [
    '12 01 001a 0000 01 00', // type PRELOGIN, last packet, 26 bytes
    '00 000b 0006', // VERSION at 11, 6 bytes
    '01 0011 0001', // ENCRYPTION at 17, 1 byte
    'ff',
    '00000000 0000', // version
    '02', // ENCRYPT_NOT_SUP
  ]
    .join('')
    .replaceAll(' ', ''),
  'hex',
);

/** The header of the one answer that there is: a tabular result in one packet, of a length that fits. */
function isTabularResult(bytes: Buffer): boolean {
  return bytes.length >= 8 && bytes[0] === 0x04 && bytes[1] === 0x01 && bytes.readUInt16BE(2) >= 8;
}
