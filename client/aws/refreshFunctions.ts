import { commands, window, workspace, type Uri } from 'vscode';
import { AWS_SECTION } from '../../core/liveNames/protocol';
import type { LanguageServer } from '../language/languageServer';
import { readSetting } from '../readSetting';

/** Has the language server forget what AWS said; who has not turned live names on is told how to. */
export async function refreshFunctions(server: LanguageServer, scope: Uri | undefined): Promise<void> {
  if (!workspace.isTrusted) return lead(UNTRUSTED, 'Manage Workspace Trust', 'workbench.trust.manage');
  if (!readSetting('aws.enabled', scope)) {
    return lead(OFF, 'Open Settings', 'workbench.action.openSettings', AWS_SECTION);
  }
  return server.refreshFunctions();
}

const UNTRUSTED = 'AWS is not asked about functions in a workspace that you have not trusted.';
const OFF = 'AWS is not asked about functions. Turn that on in the settings first.';

async function lead(message: string, choice: string, command: string, ...args: string[]): Promise<void> {
  if ((await window.showInformationMessage(message, choice)) === choice) {
    await commands.executeCommand(command, ...args);
  }
}
