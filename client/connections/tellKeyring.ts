import { window, type LogOutputChannel } from 'vscode';
import type { TellUnusable } from './secretStore';

/** Says that passwords are not kept, and what to do about it; the keyring's own words are in the log. */
export function createTellKeyring(log: LogOutputChannel): TellUnusable {
  return (reason) => {
    log.warn('the secret storage can not be used', String(reason));
    void window.showWarningMessage(
      'VS Code cannot use the keyring of this system, so passwords are asked for and not kept. Unlock or install one; or take the password from ~/.pgpass or from the connection\'s "passwordCommand".',
    );
  };
}
