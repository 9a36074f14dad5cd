import { window } from 'vscode';
import type { ConnectionProfile } from '../../cluster/profile/profile';
import type { AskPassword } from './passwords';
import { describePlace } from './profiles';

/** Asks for the password of a connection in an input box that shows dots. */
export function createAskPassword(profile: ConnectionProfile): AskPassword {
  return async (problem) =>
    window.showInputBox({
      title: `Password for ${profile.name}`,
      prompt: problem ?? `${describePlace(profile)}. Kept in the secret storage of VS Code.`,
      password: true,
      ignoreFocusOut: true,
    });
}
