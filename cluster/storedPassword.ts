import { readService } from './libpqDefaults';
import { runPasswordCommand } from './passwordCommand';
import { readPasswordFile } from './passwordFile';
import type { ConnectionProfile } from './profile';

/**
 * The password of a connection that nobody has to type: its command's, its service's, or the password file's, in
 * this order; undefined where there is none. Rejects with a sentence for the user where the command fails.
 */
export async function findStoredPassword(
  profile: ConnectionProfile,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { passwordCommand, service } = profile;
  if (passwordCommand !== undefined) {
    const answer = await runPasswordCommand(passwordCommand, signal);
    if (answer.kind === 'failed') throw new Error(answer.message);
    return answer.password;
  }
  const reading = service === undefined ? undefined : readService(service, process.env);
  const ofService = reading?.kind === 'found' ? reading.password : undefined;
  return ofService ?? readPasswordFile(profile);
}
