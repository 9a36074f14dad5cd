import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import type { Column } from '../../core/invocation/outcome';
import type { Rows } from '../rows/rowStream';
import { ScratchBuffer } from '../rows/scratchBuffer';
import { writeWorkbook } from './excel/workbook';
import { createRowFormat, type RowFormatName } from './rowFormat';

/** What a file can be: text, or a workbook of Excel. */
export type FileFormatName = RowFormatName | 'excel';

export interface ExportOptions {
  readonly format: FileFormatName;
  readonly path: string;
  readonly signal: AbortSignal;
  /** Told now and then how many rows are written. */
  readonly onProgress: (rows: number) => void;
}

/** What was written. */
export interface Written {
  readonly rows: number;
  /** How many sheets the rows took, and how many cells lost their end: only Excel has such limits. */
  readonly sheets: number;
  readonly cut: number;
}

/** `failed`: `message` is the system's. */
export type ExportResult =
  | ({ readonly kind: 'done' } & Written)
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
  // A name that nobody else has: neither a file of the user's nor another export to the same path.
  const draft = `${options.path}.${randomBytes(4).toString('hex')}.part`;
  const { signal } = options;
  let file: FileHandle | undefined;
  try {
    file = await open(draft, 'wx', 0o600);
    const written = await write(file, columns, untilAborted(pieces, signal), options);
    await file.close();
    file = undefined;
    await rename(draft, options.path);
    return { kind: 'done', ...written };
  } catch (error) {
    return signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', message: (error as Error).message };
  } finally {
    await file?.close();
    await rm(draft, { force: true });
  }
}

async function* untilAborted(pieces: AsyncIterable<Rows>, signal: AbortSignal): AsyncGenerator<Rows> {
  for await (const piece of pieces) {
    signal.throwIfAborted();
    if (piece.length > 0) yield piece;
  }
}

async function write(
  file: FileHandle,
  columns: readonly Column[],
  pieces: AsyncIterable<Rows>,
  { format, onProgress }: ExportOptions,
): Promise<Written> {
  let [rows, cut] = [0, 0];
  const onRows = (more: number): void => onProgress((rows += more));
  if (format === 'excel') {
    const append = (bytes: Uint8Array): Promise<void> => file.appendFile(bytes);
    const { sheets } = await writeWorkbook(append, columns, pieces, { onRows, onCut: () => cut++ });
    return { rows, sheets, cut };
  }
  const scratch = new ScratchBuffer();
  const append = (text: string): Promise<void> =>
    scratch.lend(Buffer.byteLength(text), (buffer) =>
      file.appendFile(buffer.subarray(0, buffer.write(text))),
    );
  const { head, row, between, tail } = createRowFormat(format, columns);
  await append(head);
  for await (const piece of pieces) {
    await append((rows > 0 ? between : '') + piece.map(row).join(between));
    onRows(piece.length);
  }
  if (rows > 0 || format === 'json') await append(tail);
  return { rows, sheets: 1, cut };
}
