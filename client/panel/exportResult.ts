import { env, ProgressLocation, Uri, window, workspace } from 'vscode';
import { exportRows } from '../../cluster/export/exportRows';
import { toAbortSignal } from '../ui/abortSignal';
import {
  copyRows,
  EXPORT_CHOICES,
  suggestFileName,
  type ExportChoice,
  type ExportRequest,
} from './exportPlan';

/** "Export": asks how and where to, and writes the rows that are kept. Nothing is run again. */
export async function exportResult(request: ExportRequest): Promise<void> {
  const choice = await window.showQuickPick(EXPORT_CHOICES, { title: 'Export rows' });
  if (!choice || !(await acceptIncomplete(request))) return;
  if (choice.extension === undefined) return copy(request, choice);
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = suggestFileName(request.title, choice.extension);
  const target = await window.showSaveDialog({
    title: `Export as ${choice.label}`,
    defaultUri: folder ? Uri.joinPath(folder, name) : Uri.file(name),
  });
  if (!target) return;
  if (target.scheme !== 'file') {
    void window.showErrorMessage('Rows are written to files on this machine only: choose a folder there.');
    return;
  }
  await write(request, choice, target);
}

async function acceptIncomplete({ incomplete }: ExportRequest): Promise<boolean> {
  if (incomplete === undefined) return true;
  const go = 'Export These';
  return (await window.showWarningMessage(incomplete, { modal: true }, go)) === go;
}

async function copy(request: ExportRequest, { format }: ExportChoice): Promise<void> {
  const { text, rows } = await copyRows(request, format);
  await env.clipboard.writeText(text);
  const { rowCount } = request.store;
  if (rows === rowCount) return;
  void window.showWarningMessage(
    `Copied the first ${count(rows)} of ${count(rowCount)} rows: more is too much for the clipboard. Export a file instead.`,
  );
}

async function write(
  { columns, store }: ExportRequest,
  { format }: ExportChoice,
  target: Uri,
): Promise<void> {
  const total = Math.max(1, store.rowCount);
  const options = { location: ProgressLocation.Notification, title: 'Exporting rows', cancellable: true };
  const result = await window.withProgress(options, (progress, token) => {
    let told = 0;
    return exportRows(columns, store.scan(), {
      format,
      path: target.fsPath,
      signal: toAbortSignal(token),
      onProgress: (rows) => {
        const share = Math.floor((rows / total) * 100);
        if (share > told)
          progress.report({ increment: share - told, message: `${count(rows)} of ${count(total)}` });
        told = share;
      },
    });
  });
  if (result.kind === 'failed') void window.showErrorMessage(`The rows were not exported: ${result.message}`);
  if (result.kind !== 'done') return;
  const open = 'Open';
  const told = `Exported ${count(result.rows)} ${result.rows === 1 ? 'row' : 'rows'}.`;
  if ((await window.showInformationMessage(told, open)) === open) await window.showTextDocument(target);
}

const count = (rows: number): string => rows.toLocaleString('en');
