import pgpass from 'pgpass';
import type { ConnectionProfile } from '../profile/profile';

/**
 * The password that ~/.pgpass (or PGPASSFILE) has for the connection; undefined where it has none, or where others
 * can read the file, which libpq refuses too.
 */
export function readPasswordFile({
  host,
  port,
  database,
  user,
}: ConnectionProfile): Promise<string | undefined> {
  // libpq: a socket's connections stand under localhost.
  const name = host.startsWith('/') ? 'localhost' : host;
  return new Promise((resolve) => pgpass({ host: name, port, database, user }, resolve));
}
