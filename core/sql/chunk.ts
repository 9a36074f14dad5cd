/** The pieces of a script as values that can be kept while the text around them changes. */
import { findLineStarts } from './lines';
import type { ScannerOptions } from './scanner';
import { readPiece, type PieceKind } from './statements';
import { transactionStep, type TransactionStep } from './transactionStep';

/** One piece of the script; all offsets count from its own start, so that moving it costs nothing. */
export interface Chunk {
  readonly kind: PieceKind;
  readonly text: string;
  /** Where the first token stands, leading white space and comments aside. */
  readonly start: number;
  /** Where the closing `;` or backslash command stands; the text's length where there is none. */
  readonly bodyEnd: number;
  /** Offsets just behind each line break. */
  readonly lineStarts: readonly number[];
  /** The chunk behind this one is COPY data. */
  readonly opensCopyData: boolean;
  /** The statement's first words, in lower case, at most four. */
  readonly head: string;
  /** What it does to the transaction block it stands in, if anything. */
  readonly transaction: TransactionStep | undefined;
  /** Whether the text has the mark that the document was created with; true where it was created without. */
  readonly marked: boolean;
  /** How many characters behind its end were looked at: they can change it. */
  readonly lookahead: number;
  /** How its tokens are to be read: as the document was. */
  readonly options: ScannerOptions;
}

export interface DocumentOptions extends ScannerOptions {
  /** What to look out for in every chunk, so that the rest can be passed over at no cost; not global, not sticky. */
  readonly mark?: RegExp;
}

/** Reads a text from its beginning on, which is the beginning of a piece, COPY data or not. */
export function readChunks(
  text: string,
  copyData: boolean,
  options: DocumentOptions,
  take: (chunk: Chunk) => void,
): void {
  for (let from = 0; from < text.length;) {
    const piece = readPiece(text, from, copyData, options);
    const own = text.slice(from, piece.end);
    take({
      kind: piece.kind,
      text: own,
      start: piece.start - from,
      bodyEnd: piece.bodyEnd - from,
      lineStarts: findLineStarts(own),
      opensCopyData: piece.opensCopyData,
      head: piece.head,
      transaction: transactionStep(piece.head),
      marked: options.mark?.test(own) ?? true,
      lookahead: piece.reach - piece.end,
      options,
    });
    from = piece.end;
    copyData = piece.opensCopyData;
  }
}

/**
 * The chunks of `text` that no text behind it could change, and the rest. A chunk that runs to the end of the
 * text could go on there, unless `done` says that nothing follows.
 */
export function readWhole(text: string, copyData: boolean, options: DocumentOptions, done: boolean) {
  const chunks: Chunk[] = [];
  readChunks(text, copyData, options, (chunk) => chunks.push(chunk));
  if (done) return { chunks, rest: '' };
  let behind = text.length;
  const kept = chunks.findIndex((chunk) => {
    behind -= chunk.text.length;
    return behind < chunk.lookahead;
  });
  if (kept < 0) return { chunks, rest: '' };
  const rest = chunks
    .splice(kept)
    .map((chunk) => chunk.text)
    .join('');
  return { chunks, rest };
}
