import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commands, env, ProgressLocation, Uri, window, workspace } from 'vscode';
import { toNoticeText } from '../ui/noticeText';
import { requireTrust } from '../ui/trust';
import { SETTINGS_SECTION } from '../readSetting';
import { describeUnusable, FUNCTION_TEMPLATES, validateFunctionName } from './functionTemplates';
import type { EmbeddedClusters } from './embeddedClusters';
import type { ClusterPlace } from './place';
import { deleteClusterData } from './startCluster';

/** Ends the place's cluster and starts it again; what is stored in it stays. */
export async function restartCluster(clusters: EmbeddedClusters, place: ClusterPlace): Promise<void> {
  if (!requireTrust()) return;
  await whileStarting(async () => {
    if (!(await clusters.stop(place))) return tellForeign();
    await clusters.find(place);
  });
}

/** Deletes all that is stored in the place's cluster, if the user says so. */
export async function resetCluster(clusters: EmbeddedClusters, place: ClusterPlace): Promise<void> {
  if (!requireTrust()) return;
  const reset = 'Delete All Data';
  const detail = 'All its tables, functions and roles are deleted. Your files and handlers stay.';
  const question = 'Reset the embedded cluster of this workspace?';
  if ((await window.showWarningMessage(question, { modal: true, detail }, reset)) !== reset) return;
  await whileStarting(async () => {
    // One that runs elsewhere is only known once it has been asked for; one that can't start is reset all the more.
    await clusters.find(place).catch(() => undefined);
    if (!(await clusters.stop(place))) return tellForeign();
    await deleteClusterData(place);
    await clusters.find(place);
  });
}

function tellForeign(): void {
  void window.showWarningMessage(
    'The embedded cluster of this workspace was started by another window or program. Do this there, or end that first.',
  );
}

async function whileStarting(work: () => Promise<void>): Promise<void> {
  const title = 'Starting the embedded cluster…';
  try {
    await window.withProgress({ location: ProgressLocation.Notification, title }, work);
  } catch (error) {
    void window.showErrorMessage(toNoticeText((error as Error).message));
  }
}

/** Shows the functions folder in the explorer, made if it is not there yet. */
export async function openFunctionsFolder({ functionsFolder }: ClusterPlace): Promise<void> {
  if (!requireTrust() || !(await isWritten(functionsFolder, makeFolder(functionsFolder)))) return;
  const uri = Uri.file(functionsFolder);
  if (workspace.getWorkspaceFolder(uri)) await commands.executeCommand('revealInExplorer', uri);
  else await env.openExternal(uri);
}

/** Asks for a language and a name, writes a handler that answers, and opens it. */
export async function newFunction({ functionsFolder }: ClusterPlace): Promise<void> {
  if (!requireTrust()) return;
  const title = 'New Function';
  const template = await window.showQuickPick(FUNCTION_TEMPLATES, { title, placeHolder: 'Language' });
  if (!template || !(await isWritten(functionsFolder, makeFolder(functionsFolder)))) return;
  const taken = (await readdir(functionsFolder)).map((file) => file.replace(/\.\w+$/, ''));
  const name = await window.showInputBox({
    title,
    prompt: 'Name, as aws_lambda.invoke is to call it',
    validateInput: (text) => validateFunctionName(text.trim(), taken),
  });
  if (name === undefined) return;
  const path = join(functionsFolder, `${name.trim()}${template.extension}`);
  const writing = writeFile(path, template.text, { flag: 'wx' });
  if (await isWritten(functionsFolder, writing)) await window.showTextDocument(Uri.file(path));
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
}

/** False after the user has been told why the folder can't be written to, and where another is chosen. */
async function isWritten(functionsFolder: string, writing: Promise<void>): Promise<boolean> {
  try {
    await writing;
    return true;
  } catch (error) {
    const settings = 'Open Settings';
    const message = toNoticeText(describeUnusable(functionsFolder, error as NodeJS.ErrnoException));
    void window
      .showErrorMessage(message, settings)
      .then((choice) => choice === settings && commands.executeCommand(OPEN_SETTINGS, FOLDER_SETTING));
    return false;
  }
}

const OPEN_SETTINGS = 'workbench.action.openSettings';
const FOLDER_SETTING = `${SETTINGS_SECTION}.sandbox.functionsFolder`;
