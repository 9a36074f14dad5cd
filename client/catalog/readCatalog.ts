import { readDatabaseSchema, type CatalogResult } from '../../cluster/catalog/databaseCatalog';
import { Session } from '../../cluster/session/session';
import type { Connection, PasswordAttempt } from '../run/sessions';

/** Long enough to connect and to read the catalog of a large database. */
const TIMEOUT_MS = 30_000;

/** Reads in a session of its own, so that the user's is never busy with it. Never rejects. */
export async function readCatalog(connection: Connection): Promise<CatalogResult> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  let getPassword: () => Promise<string | undefined> = () => Promise.resolve(undefined);
  const session = new Session({
    locate: () => connection.locate(signal),
    getPassword: () => getPassword(),
    signal,
  });
  try {
    const profile = await connection.locate(signal);
    const attempt: PasswordAttempt = (given) => {
      getPassword = given;
      return session.connect();
    };
    const failure = await connection.authenticate(profile, attempt, signal);
    return failure ? { kind: 'failed', message: failure.message } : await readDatabaseSchema(session);
  } catch (error) {
    return { kind: 'failed', message: (error as Error).message };
  } finally {
    await session.close();
  }
}
