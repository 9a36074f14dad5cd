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
  /** The statement's first words, in lower case, at most four: `rollback to savepoint a`. */
  readonly head: string;
  /** Up to where the text has been looked at; text behind that can't change the piece. */
  readonly reach: number;
}

/** Reads the piece that begins at `from`, which is 0 or the end of the piece before. */
export function readPiece(text: string, from: number, copyData: boolean, options: ScannerOptions): Piece {
  if (copyData) return readCopyData(text, from);
  const scanner = new Scanner(text, options, from);
  if (!scanner.nextSignificant()) return piece('blank', text.length, text.length, text.length);
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
  read?: { readonly shape: StatementShape; readonly scanner: Scanner },
): Piece {
  const isClosed = kind === 'sql' && read?.scanner.code === SEMICOLON && bodyEnd < end;
  return {
    kind,
    start,
    end,
    bodyEnd,
    opensCopyData: read?.shape.opensCopyData ?? false,
    head: read?.shape.headText ?? '',
    reach: Math.max(isClosed ? end : end + LOOKAHEAD, read?.scanner.reach ?? 0),
  };
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

/** The few words that decide whether a `;` ends the statement. Words behind the first four are rarely looked at. */
class StatementShape {
  private readonly head: string[] = [];
  private parentheses = 0;
  private atomicDepth = 0;
  private isBehindFrom = false;
  private fromStdin = false;
  private createsRoutine = false;
  private isCopy = false;

  word(scanner: Scanner): void {
    if (this.head.length < 4) this.addToHead(scanner);
    if (this.createsRoutine && this.parentheses === 0) this.countAtomic(scanner);
    if (!this.isCopy) return;
    if (this.isBehindFrom && scanner.isWord('stdin')) this.fromStdin = true;
    this.isBehindFrom = scanner.isWord('from');
  }

  punctuation(code: number): void {
    if (code === 40) this.parentheses++;
    else if (code === 41 && this.parentheses > 0) this.parentheses--;
    this.isBehindFrom = false;
  }

  semicolonEnds(): boolean {
    return this.atomicDepth === 0 && (this.parentheses === 0 || !this.creates('rule'));
  }

  get opensCopyData(): boolean {
    return this.fromStdin;
  }

  get headText(): string {
    return this.head.join(' ');
  }

  private addToHead({ text, start, end }: Scanner): void {
    this.head.push(text.slice(start, end).toLowerCase());
    this.isCopy = this.head[0] === 'copy';
    this.createsRoutine = this.creates('function') || this.creates('procedure');
  }

  /** psqlscan.l: BEGIN opens, CASE nests, END closes, in CREATE FUNCTION and CREATE PROCEDURE alone. */
  private countAtomic(scanner: Scanner): void {
    if (scanner.isWord('begin')) this.atomicDepth++;
    else if (this.atomicDepth === 0) return;
    else if (scanner.isWord('case')) this.atomicDepth++;
    else if (scanner.isWord('end')) this.atomicDepth--;
  }

  private creates(kind: string): boolean {
    const [first, second, third, fourth] = this.head;
    if (first !== 'create') return false;
    return second === kind || (second === 'or' && third === 'replace' && fourth === kind);
  }
}

/** COPY data ends with a line of `\.`, or with the text. */
function readCopyData(text: string, from: number): Piece {
  const end = /^\\\.[ \t]*$/gm;
  end.lastIndex = text.indexOf('\n', from) + 1 || text.length;
  const found = end.exec(text);
  const stop = found ? found.index + found[0].length : text.length;
  return piece('copyData', from, stop, stop);
}
