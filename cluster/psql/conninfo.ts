import type { Session } from '../session/session';

/** What `\conninfo` prints, in psql's words up to version 17. */
export function describeConnection({ profile, endpoint }: Pick<Session, 'profile' | 'endpoint'>): string {
  if (!profile) return 'You are currently not connected to a database.\n';
  const { host, port, database, user } = profile;
  const { address, tls } = endpoint;
  const named = address === undefined || address === host ? '' : ` (address "${address}")`;
  const way = host.startsWith('/') ? `via socket in "${host}"` : `on host "${host}"${named}`;
  const encryption = tls ? `SSL connection (protocol: ${tls.protocol}, cipher: ${tls.cipher})\n` : '';
  return `You are connected to database "${database}" as user "${user}" ${way} at port "${port}".\n${encryption}`;
}
