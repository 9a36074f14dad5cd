/** The pieces of a script as values that can be kept while the text around them changes. */
import { isDeclaring, mayBeDeclaring } from './declaringHead';
import { findLineStarts } from './lines';
import { editLineStarts } from './lineStarts';
import { staysOpen, type OpenEnd } from './openEnd';
import type { ScannerOptions } from './scanner';
import { readHead, readPiece, type Piece, type PieceKind } from './statements';
import type { TextEdit } from './textEdit';
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
  /** What the chunk ends inside of, if that is a comment or a dollar quote; then it is the last one. */
  readonly open: OpenEnd | undefined;
  /** How its tokens are to be read: as the document was. */
  readonly options: ScannerOptions;
}

export interface DocumentOptions extends ScannerOptions {
  /**
   * What to look out for in every chunk, so that the rest can be passed over at no cost; not global, not sticky, and no
   * longer than MARK_LENGTH.
   */
  readonly mark?: RegExp;
}

const MARK_LENGTH = 64;

/** All chunks of a text that is a whole script. */
export function readChunks(text: string, options: DocumentOptions): Chunk[] {
  const chunks: Chunk[] = [];
  for (const chunk of readWhole(text, false, options, true)) chunks.push(chunk);
  return chunks;
}

function readChunk(text: string, from: number, copyData: boolean, options: DocumentOptions): Chunk {
  const piece = readPiece(text, from, copyData, options);
  const own = text.slice(from, piece.end);
  return new ReadChunk(
    own,
    from,
    piece,
    findLineStarts(text, from, piece.end),
    isMarked(own, options),
    options,
  );
}

function isMarked(text: string, { mark }: DocumentOptions): boolean {
  return mark?.test(text) ?? true;
}

/**
 * The chunk after an edit that only changes the text of the comment or dollar quote that it ends inside of, with no look
 * at the rest of it; undefined where the edit may do more.
 */
export function editOpenChunk(chunk: Chunk, edit: TextEdit, options: DocumentOptions): Chunk | undefined {
  const { kind, open, text } = chunk;
  if (!open || !staysOpen(text, edit, open)) return undefined;
  const edited = text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
  const end = edited.length;
  const start = kind === 'blank' ? end : chunk.start;
  const piece: Piece = { ...chunk, open, start, end, bodyEnd: end, reach: end + chunk.lookahead };
  // Where it was there before, it is mostly found soon.
  const [from, to] = [edit.start - MARK_LENGTH, edit.start + edit.newText.length + MARK_LENGTH];
  const marked = isMarked(chunk.marked ? edited : edited.slice(Math.max(from, 0), to), options);
  return new ReadChunk(edited, 0, piece, editLineStarts(chunk.lineStarts, edited, edit), marked, options);
}

class ReadChunk implements Chunk {
  readonly kind: PieceKind;
  readonly start: number;
  readonly bodyEnd: number;
  readonly opensCopyData: boolean;
  readonly open: OpenEnd | undefined;
  readonly transaction: TransactionStep | undefined;
  readonly lookahead: number;
  private words: string | undefined;
  private isDeclaring: boolean | undefined;

  constructor(
    readonly text: string,
    /** Where it stands in the text that the piece was read from. */
    from: number,
    piece: Piece,
    readonly lineStarts: readonly number[],
    readonly marked: boolean,
    readonly options: DocumentOptions,
  ) {
    this.kind = piece.kind;
    this.start = piece.start - from;
    this.bodyEnd = piece.bodyEnd - from;
    this.opensCopyData = piece.opensCopyData;
    this.open = piece.open && { ...piece.open, from: piece.open.from - from };
    this.transaction = mayBeTransactionStep(this.text, this.start) ? transactionStep(this.head) : undefined;
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
