import { window, type CancellationToken } from 'vscode';
import type { ConnectionProfile } from '../../cluster/profile/profile';
import type { AskPassword } from './passwords';
import { describePlace } from './profiles';

/** Asks for the password of a connection in an input box that shows dots, until the token is cancelled. */
export function createAskPassword(profile: ConnectionProfile, token?: CancellationToken): AskPassword {
  return async (problem) =>
    window.showInputBox(
      {
        title: `Password for ${profile.name} (${describePlace(profile)})`,
        prompt: problem ?? 'Kept in the secret storage of VS Code.',
        password: true,
        ignoreFocusOut: true,
      },
      token,
    );
}
