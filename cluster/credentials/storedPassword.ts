import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DatabaseAuthModule } from '../../core/databaseAuth';
import { readService } from '../profile/libpqDefaults';
import { runPasswordCommand } from './passwordCommand';
import { readPasswordFile } from './passwordFile';
import type { ConnectionProfile } from '../profile/profile';

/** The bundle with AWS's SDK: loaded when a connection first needs it. */
export type LoadDatabaseAuth = () => Promise<DatabaseAuthModule>;

const loadDatabaseAuth: LoadDatabaseAuth = async () =>
  (await import(pathToFileURL(join(__dirname, 'aws.js')).href)) as DatabaseAuthModule;

/** Whether the password comes from where nobody could type a better one. */
export function hasOwnPassword({ passwordCommand, iam, secret }: ConnectionProfile): boolean {
  return passwordCommand !== undefined || iam !== undefined || secret !== undefined;
}

/**
 * The password of a connection that nobody has to type: its command's, AWS's, its service's, or the password file's,
 * in this order; undefined where there is none. Rejects with a sentence for the user.
 */
export async function findStoredPassword(
  profile: ConnectionProfile,
  load: LoadDatabaseAuth = loadDatabaseAuth,
): Promise<string | undefined> {
  const { passwordCommand, iam, secret, port, user } = profile;
  if (passwordCommand !== undefined) return readCommand(passwordCommand);
  if (iam) return (await load()).createToken({ ...iam, port, user });
  if (secret) return (await load()).readPassword(secret);
  return readServicePassword(profile) ?? readPasswordFile(profile);
}

async function readCommand(command: string): Promise<string> {
  const answer = await runPasswordCommand(command);
  if (answer.kind === 'failed') throw new Error(answer.message);
  return answer.password;
}

function readServicePassword({ service }: ConnectionProfile): string | undefined {
  const reading = service === undefined ? undefined : readService(service, process.env);
  return reading?.kind === 'found' ? reading.password : undefined;
}
