import { writeFile } from 'node:fs/promises';
import { exportRows } from '../../cluster/export/exportRows';
import type { ExportDialogs } from './exportDialogs';
import {
  COPY_CHOICES,
  copyRows,
  describeCopied,
  describeExported,
  EXPORT_CHOICES,
  formatRowCount,
  suggestFileName,
  type CopyRequest,
  type ExportChoice,
  type ExportRequest,
} from './exportPlan';
import type { SavedFile } from './pages';
import type { CopyForm } from './protocol';
import type { RowFormatName } from '../../cluster/export/rowFormat';

/** "Export": asks how and where to, and writes the rows that are kept. Nothing is run again. */
export async function exportResult(request: ExportRequest, dialogs: ExportDialogs): Promise<void> {
  const choice = await dialogs.choose('Export rows', EXPORT_CHOICES);
  const { incomplete, columns, store } = request;
  if (!choice || (incomplete !== undefined && !(await dialogs.accept(incomplete)))) return;
  if (choice.extension === undefined) {
    return copy({ columns, pieces: store.scan(), rows: store.rowCount }, choice.format, dialogs);
  }
  const name = suggestFileName(request.title, choice.extension);
  const target = await dialogs.chooseFile(`Export as ${choice.label}`, name);
  if (target) await write(request, choice, target.path, dialogs);
}

/** Copies cells, as the user is asked to choose or as they are. */
export async function copyCells(request: CopyRequest, form: CopyForm, dialogs: ExportDialogs): Promise<void> {
  if (form === 'text') return copy(request, 'text', dialogs);
  const choice = await dialogs.choose('Copy the selected cells as', COPY_CHOICES);
  if (choice) await copy(request, choice.format, dialogs);
}

/** "Save": asks where to, and writes one cell. */
export async function saveCell({ name, content }: SavedFile, dialogs: ExportDialogs): Promise<void> {
  const target = await dialogs.chooseFile('Save the cell', name);
  if (!target) return;
  try {
    await writeFile(target.path, content, { mode: 0o600 });
    dialogs.tellWritten('The cell is saved.', target.path);
  } catch (error) {
    dialogs.fail(`The cell was not saved: ${(error as Error).message}`);
  }
}

async function copy(request: CopyRequest, format: RowFormatName, dialogs: ExportDialogs): Promise<void> {
  const { text, rows } = await copyRows(request, format);
  await dialogs.writeClipboard(text);
  const cut = describeCopied(rows, request.rows);
  if (cut !== undefined) dialogs.warn(cut);
}

async function write(
  { columns, store }: ExportRequest,
  { format }: ExportChoice,
  path: string,
  dialogs: ExportDialogs,
): Promise<void> {
  const total = Math.max(1, store.rowCount);
  const result = await dialogs.follow('Exporting rows', (signal, report) =>
    exportRows(columns, store.scan(), {
      format,
      path,
      signal,
      onProgress: (rows) =>
        report(Math.floor((rows / total) * 100), `${formatRowCount(rows)} of ${formatRowCount(total)}`),
    }),
  );
  if (result.kind === 'failed') dialogs.fail(`The rows were not exported: ${result.message}`);
  if (result.kind === 'done') dialogs.tellWritten(describeExported(result), path);
}
