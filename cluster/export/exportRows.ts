import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import type { Column } from '../../core/invocation/outcome';
import type { Rows } from '../rows/rowStream';
import { createRowFormat, type RowFormatName } from './rowFormat';

export interface ExportOptions {
  readonly format: RowFormatName;
  readonly path: string;
  readonly signal: AbortSignal;
  /** Told now and then how many rows are written. */
  readonly onProgress: (rows: number) => void;
}

/** `failed`: `message` is the system's. */
export type ExportResult =
  | { readonly kind: 'done'; readonly rows: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * Writes rows to a file, piece by piece as they are read. The file has its name only when it is whole: what a
 * cancel or a failure leaves unfinished is removed, and a file that was there before stays as it was.
 */
export async function exportRows(
  columns: readonly Column[],
  pieces: AsyncIterable<Rows>,
  options: ExportOptions,
): Promise<ExportResult> {
  const draft = `${options.path}.part`;
  let file: FileHandle | undefined;
  try {
    file = await open(draft, 'w', 0o600);
    const rows = await write(file, columns, pieces, options);
    await file.close();
    file = undefined;
    if (rows === undefined) return { kind: 'cancelled' };
    await rename(draft, options.path);
    return { kind: 'done', rows };
  } catch (error) {
    return { kind: 'failed', message: (error as Error).message };
  } finally {
    await file?.close();
    await rm(draft, { force: true });
  }
}

/** Gives the number of rows; undefined where it was cancelled. */
async function write(
  file: FileHandle,
  columns: readonly Column[],
  pieces: AsyncIterable<Rows>,
  { format, signal, onProgress }: ExportOptions,
): Promise<number | undefined> {
  const { head, row, between, tail } = createRowFormat(format, columns);
  await file.appendFile(head);
  let rows = 0;
  for await (const piece of pieces) {
    if (signal.aborted) return undefined;
    if (piece.length === 0) continue;
    await file.appendFile((rows > 0 ? between : '') + piece.map(row).join(between));
    rows += piece.length;
    onProgress(rows);
  }
  if (rows > 0 || format === 'json') await file.appendFile(tail);
  return rows;
}
