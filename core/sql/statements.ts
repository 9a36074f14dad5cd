/**
 * Splits a script into statements as psql does (psqlscan.l): at `;` outside of quotes and comments, at a
 * sending backslash command, with `BEGIN ATOMIC … END` bodies kept whole and COPY data passed over. Two
 * differences. For text that is still being typed: psql keeps a `;` inside open parentheses, we only do so in
 * CREATE RULE, the one statement where it can be valid; so a call whose parenthesis is still open does not
 * swallow the rest of the file. And psql reads a line at a time, so that the second line of an E'' string is a
 * plain string to it; to the server, and to us, its backslashes still escape. With `recover`, quotes that are not
 * closed yet end where their author would end them (see runaway.ts).
 */
import { parseMetaCommand, sendsQuery } from './metaCommand';
import { readOpenEnd, type OpenEnd } from './openEnd';
import { Scanner, type ScannerOptions } from './scanner';

/**
 * `sql`: a statement, with the comments before it · `meta`: a backslash command of its own · `copyData`: the
 * lines between COPY … FROM STDIN and `\.` · `blank`: white space and comments at the end of the text.
 */
export type PieceKind = 'sql' | 'meta' | 'copyData' | 'blank';

export interface Piece {
  readonly kind: PieceKind;
  readonly end: number;
  /** Where the first token stands, comments aside; `end` for a blank piece. */
  readonly start: number;
  /** Where the closing `;` or backslash command stands; `end` where there is none. */
  readonly bodyEnd: number;
  /** The next piece is COPY data. */
  readonly opensCopyData: boolean;
  /** Up to where the text has been looked at; text behind that can't change the piece. */
  readonly reach: number;
  /** What the text ends inside of, if that is a comment or a dollar quote; offsets are those of the text. */
  readonly open: OpenEnd | undefined;
}

/** Reads the piece that begins at `from`, which is 0 or the end of the piece before. */
export function readPiece(text: string, from: number, copyData: boolean, options: ScannerOptions): Piece {
  if (copyData) return readCopyData(text, from);
  const scanner = new Scanner(text, options, from);
  if (!scanner.nextSignificant()) {
    return piece('blank', text.length, text.length, text.length, { scanner });
  }
  const start = scanner.start;
  if (scanner.kind === 'metaCommand' && !isEscapedSemicolon(scanner)) {
    return piece('meta', start, scanner.end, start);
  }
  return readStatement(scanner, start);
}

function piece(
  kind: PieceKind,
  start: number,
  end: number,
  bodyEnd: number,
  read?: { readonly shape?: StatementShape; readonly scanner: Scanner },
): Piece {
  const isClosed = kind === 'sql' && read?.scanner.code === SEMICOLON && bodyEnd < end;
  return {
    kind,
    start,
    end,
    bodyEnd,
    opensCopyData: read?.shape?.opensCopyData ?? false,
    reach: Math.max(isClosed ? end : end + LOOKAHEAD, read?.scanner.reach ?? 0),
    open: read && openEndOf(read.scanner),
  };
}

function openEndOf({ text, openAt, reach }: Scanner): OpenEnd | undefined {
  return openAt < 0 ? undefined : readOpenEnd(text, openAt, reach);
}

const SEMICOLON = 59;
/** A backslash command looks so far behind its end, for `\\` and for what ends a line; a blank piece may go on. */
const LOOKAHEAD = 3;

/** `\;` puts a semicolon into the query without sending it. */
function isEscapedSemicolon(scanner: Scanner): boolean {
  return scanner.text.charCodeAt(scanner.start + 1) === SEMICOLON;
}

function readStatement(scanner: Scanner, start: number): Piece {
  const shape = new StatementShape();
  do {
    if (scanner.kind === 'word') shape.word(scanner);
    else if (scanner.kind === 'punctuation') {
      if (scanner.code === SEMICOLON && shape.semicolonEnds()) {
        return piece('sql', start, scanner.end, scanner.start, { shape, scanner });
      }
      shape.punctuation(scanner.code);
    } else if (scanner.kind === 'metaCommand' && !isEscapedSemicolon(scanner)) {
      const command = parseMetaCommand(scanner.text.slice(scanner.start, scanner.end));
      if (sendsQuery(command)) return piece('sql', start, scanner.end, scanner.start, { shape, scanner });
    }
    if (scanner.endsStatement) return piece('sql', start, scanner.end, scanner.end, { shape, scanner });
  } while (scanner.nextSignificant());
  return piece('sql', start, scanner.text.length, scanner.text.length, { shape, scanner });
}

/** The few words that decide whether a `;` ends the statement; of most statements only the first is looked at. */
class StatementShape {
  opensCopyData = false;
  private words = 0;
  private isCopy = false;
  private isCreate = false;
  /** What CREATE or CREATE OR REPLACE creates. */
  private creates = '';
  private parentheses = 0;
  private atomicDepth = 0;
  private isBehindFrom = false;

  word(scanner: Scanner): void {
    this.words++;
    if (this.words === 1) {
      this.isCreate = scanner.isWord('create');
      this.isCopy = scanner.isWord('copy');
    } else if (this.isCreate) this.wordOfCreate(scanner);
    else if (this.isCopy) this.wordOfCopy(scanner);
  }

  punctuation(code: number): void {
    if (code === 40) this.parentheses++;
    else if (code === 41 && this.parentheses > 0) this.parentheses--;
    this.isBehindFrom = false;
  }

  semicolonEnds(): boolean {
    return this.atomicDepth === 0 && (this.parentheses === 0 || this.creates !== 'rule');
  }

  private wordOfCreate(scanner: Scanner): void {
    if (this.words === 2) this.creates = scanner.word;
    else if (this.words === 3 && this.creates === 'or') this.creates = `or ${scanner.word}`;
    else if (this.words === 4 && this.creates === 'or replace') this.creates = scanner.word;
    const isRoutine = this.creates === 'function' || this.creates === 'procedure';
    if (isRoutine && this.parentheses === 0) this.countAtomic(scanner);
  }

  /** psqlscan.l: BEGIN opens, CASE nests, END closes, in CREATE FUNCTION and CREATE PROCEDURE alone. */
  private countAtomic(scanner: Scanner): void {
    if (scanner.isWord('begin')) this.atomicDepth++;
    else if (this.atomicDepth === 0) return;
    else if (scanner.isWord('case')) this.atomicDepth++;
    else if (scanner.isWord('end')) this.atomicDepth--;
  }

  private wordOfCopy(scanner: Scanner): void {
    if (this.isBehindFrom && scanner.isWord('stdin')) this.opensCopyData = true;
    this.isBehindFrom = scanner.isWord('from');
  }
}

/** The first words of the statement that begins at `start`, in lower case, at most four: `rollback to savepoint a`. */
export function readHead(text: string, start: number, options: ScannerOptions): string {
  const scanner = new Scanner(text, options, start);
  const words: string[] = [];
  while (words.length < 4 && scanner.nextSignificant()) if (scanner.kind === 'word') words.push(scanner.word);
  return words.join(' ');
}

/** COPY data ends with a line of `\.`, or with the text. */
function readCopyData(text: string, from: number): Piece {
  const end = /^\\\.[ \t]*$/gm;
  end.lastIndex = text.indexOf('\n', from) + 1 || text.length;
  const found = end.exec(text);
  const stop = found ? found.index + found[0].length : text.length;
  return piece('copyData', from, stop, stop);
}
