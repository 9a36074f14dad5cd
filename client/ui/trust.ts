import { commands, window, workspace } from 'vscode';

/** Whether the workspace is trusted; where it is not, the user is told and led to where that is changed. */
export function requireTrust(): boolean {
  if (!workspace.isTrusted) void askForTrust();
  return workspace.isTrusted;
}

async function askForTrust(): Promise<void> {
  const manage = 'Manage Workspace Trust';
  const message =
    'SQL and functions do not run in a workspace that you have not trusted. Trust it, then try again.';
  if ((await window.showWarningMessage(message, manage)) === manage) {
    await commands.executeCommand('workbench.trust.manage');
  }
}
