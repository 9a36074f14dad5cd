import type { DeclaredSchema } from '../../core/schema/model';
import { readDatabaseSchema } from '../../cluster/catalog/databaseCatalog';
import { openSession } from '../../cluster/session/session';
import { CommandFailure, EXIT } from '../exitCode';
import { findFunctionsFolder } from '../functionsFolder';
import { findTarget, type Target } from '../run/target';

/** What the database behind a connection declares; throws `CommandFailure` where it can't be asked. */
export async function declaredInDatabase(connection: string): Promise<DeclaredSchema> {
  const cwd = process.cwd();
  const target = await asUsage(() =>
    findTarget({ connection, cwd, functionsDir: findFunctionsFolder(cwd, undefined) }),
  );
  try {
    const { locate, getPassword } = target;
    const { signal } = new AbortController();
    const opened = await openSession({ locate: () => locate(signal), getPassword, signal });
    if (opened.kind === 'failed') throw new CommandFailure(EXIT.usage, opened.failure.message);
    const { session } = opened;
    try {
      const read = await readDatabaseSchema(session);
      if (read.kind === 'read') return read.schema;
      const message = `The catalog of "${connection}" can't be read: ${read.message}`;
      throw new CommandFailure(EXIT.usage, message);
    } finally {
      await session.close();
    }
  } finally {
    await target.release();
  }
}

/** `check` knows one exit code for all that keeps it from checking. */
async function asUsage(work: () => Promise<Target>): Promise<Target> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    throw new CommandFailure(EXIT.usage, error.message);
  }
}
