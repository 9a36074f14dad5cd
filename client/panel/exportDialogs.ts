import { env, ProgressLocation, Uri, window, workspace } from 'vscode';
import { toAbortSignal } from '../ui/abortSignal';
import { toNoticeText } from '../ui/noticeText';
import type { CopyChoice, ExportChoice } from './exportPlan';

/** What an export asks of the editor, and tells it. */
export interface ExportDialogs {
  /** Undefined where the user thought better of it. */
  choose<T extends CopyChoice | ExportChoice>(title: string, choices: readonly T[]): Promise<T | undefined>;
  /** Whether rows that are not the whole result will do. */
  accept(incomplete: string): Promise<boolean>;
  /** Where to write a file of that name; undefined where the user thought better of it. */
  chooseFile(title: string, name: string): Promise<{ readonly path: string } | undefined>;
  /** Shows how far the work is while it goes on. */
  follow<T>(title: string, work: (signal: AbortSignal, report: ReportShare) => Promise<T>): Promise<T>;
  writeClipboard(text: string): Promise<void>;
  warn(message: string): void;
  fail(message: string): void;
  /** That a file has been written; offers to open it. */
  tellWritten(message: string, path: string): void;
}

/** Hears how much is done, in hundredths, and words for it. */
export type ReportShare = (share: number, message: string) => void;

export const exportDialogs: ExportDialogs = {
  choose: async (title, choices) => window.showQuickPick(choices, { title }),
  async accept(incomplete) {
    const go = 'Export These';
    return (await window.showWarningMessage(incomplete, { modal: true }, go)) === go;
  },
  async chooseFile(title, name) {
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const defaultUri = folder ? Uri.joinPath(folder, name) : Uri.file(name);
    const target = await window.showSaveDialog({ title, defaultUri });
    if (!target || target.scheme === 'file') return target && { path: target.fsPath };
    void window.showErrorMessage('Rows are written to files on this machine only: choose a folder there.');
    return undefined;
  },
  async follow(title, work) {
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    return window.withProgress(options, (progress, token) => {
      let told = 0;
      return work(toAbortSignal(token), (share, message) => {
        if (share > told) progress.report({ increment: share - told, message });
        told = share;
      });
    });
  },
  writeClipboard: async (text) => env.clipboard.writeText(text),
  warn: (message) => void window.showWarningMessage(toNoticeText(message)),
  fail: (message) => void window.showErrorMessage(toNoticeText(message)),
  tellWritten: (message, path) => void offerToOpen(message, path),
};

async function offerToOpen(message: string, path: string): Promise<void> {
  const open = 'Open';
  if ((await window.showInformationMessage(toNoticeText(message), open)) !== open) return;
  // A workbook opens in the program that has an editor for it.
  if (path.endsWith('.xlsx')) await env.openExternal(Uri.file(path));
  else await window.showTextDocument(Uri.file(path));
}
