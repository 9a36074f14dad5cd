/** The pieces of a script as values that can be kept while the text around them changes. */
import { isDeclaring, mayBeDeclaring } from './declaringHead';
import { findLineStarts } from './lines';
import type { ScannerOptions } from './scanner';
import { readHead, readPiece, type Piece, type PieceKind } from './statements';
import { mayBeTransactionStep, transactionStep, type TransactionStep } from './transactionStep';

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
  /** Whether it may declare something, or sets the schema for those behind it. */
  readonly declares: boolean;
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

/** All chunks of a text that is a whole script. */
export function readChunks(text: string, options: DocumentOptions): Chunk[] {
  const chunks: Chunk[] = [];
  for (const chunk of readWhole(text, false, options, true)) chunks.push(chunk);
  return chunks;
}

function readChunk(text: string, from: number, copyData: boolean, options: DocumentOptions): Chunk {
  return new ReadChunk(text, from, readPiece(text, from, copyData, options), options);
}

class ReadChunk implements Chunk {
  readonly kind: PieceKind;
  readonly text: string;
  readonly start: number;
  readonly bodyEnd: number;
  readonly lineStarts: readonly number[];
  readonly opensCopyData: boolean;
  readonly transaction: TransactionStep | undefined;
  readonly marked: boolean;
  readonly lookahead: number;
  private words: string | undefined;
  private isDeclaring: boolean | undefined;

  constructor(
    text: string,
    from: number,
    piece: Piece,
    readonly options: DocumentOptions,
  ) {
    this.kind = piece.kind;
    this.text = text.slice(from, piece.end);
    this.start = piece.start - from;
    this.bodyEnd = piece.bodyEnd - from;
    this.lineStarts = findLineStarts(text, from, piece.end);
    this.opensCopyData = piece.opensCopyData;
    this.transaction = mayBeTransactionStep(this.text, this.start) ? transactionStep(this.head) : undefined;
    this.marked = options.mark?.test(this.text) ?? true;
    this.lookahead = piece.reach - piece.end;
  }

  get declares(): boolean {
    return (this.isDeclaring ??=
      this.kind === 'sql' && mayBeDeclaring(this.text, this.start) && isDeclaring(this.head));
  }

  /** Of most statements nobody asks more than the first letter. */
  get head(): string {
    return (this.words ??= this.kind === 'sql' ? readHead(this.text, this.start, this.options) : '');
  }
}

/**
 * One after another the chunks of `text` that no text behind it could change. `done`: nothing follows, so that all of
 * them are.
 */
export function* readWhole(
  text: string,
  copyData: boolean,
  options: DocumentOptions,
  done: boolean,
): Generator<Chunk, void> {
  for (let from = 0; from < text.length;) {
    const chunk = readChunk(text, from, copyData, options);
    from += chunk.text.length;
    if (!done && text.length - from < chunk.lookahead) return;
    yield chunk;
    copyData = chunk.opensCopyData;
  }
}
