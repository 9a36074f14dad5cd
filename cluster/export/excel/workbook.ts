import { addAbortSignal, Readable, type PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Column } from '../../../core/invocation/outcome';
import type { Rows } from '../../rows/rowStream';
import { createParts, sheetPath } from './parts';
import { createRowSupply, SHEET_ROWS, writeSheet, type SheetEvents } from './sheet';

/** How many sheets the rows took. */
export interface WrittenWorkbook {
  readonly sheets: number;
}

/**
 * Writes rows as an Excel workbook, part by part as they are read: what is in memory is a piece of rows and zlib's
 * own buffers. More rows than a sheet holds go on in another. Rejects where the rows or `append` do.
 */
export async function writeWorkbook(
  append: (bytes: Uint8Array) => Promise<void>,
  columns: readonly Column[],
  pieces: AsyncIterable<Rows>,
  events: SheetEvents,
  mostRows = SHEET_ROWS,
): Promise<WrittenWorkbook> {
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  const failure = new AbortController();
  addAbortSignal(failure.signal, output);
  /** What fails on one side ends the other. */
  const guarded = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      failure.abort(error);
      throw failure.signal.reason;
    }
  };
  const fill = async (): Promise<number> => {
    const supply = createRowSupply(pieces);
    let sheets = 0;
    do {
      const sheet = Readable.from(writeSheet(columns, supply, events, mostRows), { objectMode: false });
      addAbortSignal(failure.signal, sheet);
      zip.addReadStream(sheet, sheetPath(++sheets));
      await finished(sheet);
    } while (await supply.hasMore());
    for (const [path, text] of createParts(sheets)) zip.addBuffer(Buffer.from(text), path);
    zip.end();
    return sheets;
  };
  const empty = async (): Promise<void> => {
    for await (const bytes of output) await append(bytes as Uint8Array);
  };
  const [sheets] = await Promise.all([guarded(fill()), guarded(empty())]);
  return { sheets };
}
