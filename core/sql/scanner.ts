/**
 * Reads PostgreSQL's tokens one after another, by the rules of its own lexer (src/backend/parser/scan.l) and,
 * where asked, of psql's (src/fe_utils/psqlscan.l). It never fails: what is left open at the end of the text is
 * a token with `closed` false. It allocates nothing a token, so that splitting a file into statements costs a
 * single pass and no memory.
 */
import {
  charClass,
  CLASS,
  DOLLAR_TAG,
  isIdentifierPart,
  isOperatorChar,
  isSpace,
  isVariableChar,
} from './characters';
import { scanMetaCommand } from './metaCommand';
import { scanNumber } from './number';
import { continuesString, findQuoteEnd, type QuoteRule } from './quotes';
import { cutBody, cutName, cutText, type Cut } from './runaway';

export type TokenKind =
  | 'word'
  | 'quotedWord'
  | 'string'
  | 'bitString'
  | 'number'
  | 'parameter'
  | 'operator'
  | 'punctuation'
  | 'psqlVariable'
  | 'metaCommand'
  | 'comment'
  | 'junk';

export interface ScannerOptions {
  /** psql's `:name`, `:'name'`, `:"name"`, `:{?name}` and backslash commands are tokens; off inside `$$` bodies. */
  readonly psql: boolean;
  /** For text that is being edited: a quote that is not closed yet does not swallow what stands behind. */
  readonly recover?: boolean;
}

export class Scanner {
  kind: TokenKind = 'junk';
  start: number;
  end: number;
  /** False for a string, quoted name or comment that the text ends inside of. */
  closed = true;
  /** Up to where the text has been looked at to find quotes that are not closed; 0 where there is none. */
  reach = 0;
  /** Where the comment or dollar quote begins that the text ends inside of; -1 where it ends inside of none. */
  openAt = -1;
  /** The token is the body of a routine that is not closed; the statement ends with it. */
  endsStatement = false;

  constructor(
    readonly text: string,
    private readonly options: ScannerOptions,
    from = 0,
  ) {
    this.start = from;
    this.end = from;
  }

  /** Moves to the next token, comments included; false at the end of the text. */
  next(): boolean {
    let at = this.end;
    while (at < this.text.length && isSpace(this.text.charCodeAt(at))) at++;
    this.start = at;
    if (at >= this.text.length) {
      this.end = this.text.length;
      return false;
    }
    this.closed = true;
    this.scan(at);
    return true;
  }

  /** The same, passing over comments. */
  nextSignificant(): boolean {
    while (this.next()) if (this.kind !== 'comment') return true;
    return false;
  }

  get code(): number {
    return this.text.charCodeAt(this.start);
  }

  /** The token in lower case. */
  get word(): string {
    return this.text.slice(this.start, this.end).toLowerCase();
  }

  /** Whether the token is this word, letter case aside; `word` is lower case. */
  isWord(word: string): boolean {
    return this.kind === 'word' && this.end - this.start === word.length && this.word === word;
  }

  private take(kind: TokenKind, end: number): void {
    this.kind = kind;
    this.end = end;
  }

  private scan(at: number): void {
    const code = this.text.charCodeAt(at);
    switch (charClass(code)) {
      case CLASS.identifier:
        return this.scanWord(at);
      case CLASS.digit:
        return this.take('number', scanNumber(this.text, at));
      case CLASS.operator:
        return this.scanOperator(at, code);
      case CLASS.punctuation:
        return code === DOT ? this.scanDot(at) : this.take('punctuation', at + 1);
      default:
        return this.scanOther(at);
    }
  }

  private scanOther(at: number): void {
    switch (this.text.charAt(at)) {
      case "'":
        return this.scanString(at, 'doubled', 'string');
      case '"':
        return this.scanQuotedWord(at);
      case '$':
        return this.scanDollar(at);
      case ':':
        return this.scanColon(at);
      case '\\':
        if (this.options.psql) return this.take('metaCommand', scanMetaCommand(this.text, at));
        return this.take('junk', at + 1);
      default:
        return this.take('junk', at + 1);
    }
  }

  /** Names and keywords, and the letters that start another form of string: E'', B'', X'', U&'', U&"". */
  private scanWord(at: number): void {
    const { text } = this;
    let end = at + 1;
    while (end < text.length && isIdentifierPart(text.charCodeAt(end))) end++;
    if (end === at + 1 && this.scanPrefixed(at)) return;
    this.take('word', end);
  }

  /** A literal that begins with the letter at `at`; false where none stands. */
  private scanPrefixed(at: number): boolean {
    const next = this.text.charAt(at + 1);
    const prefix = this.text.charAt(at).toLowerCase();
    // scan.l reads N'' as the keyword NCHAR and a string: a literal of type character.
    if (next === "'" && prefix === 'e') this.scanString(at + 1, 'backslash', 'string');
    else if (next === "'" && (prefix === 'b' || prefix === 'x'))
      this.scanString(at + 1, 'never', 'bitString');
    else if (next === '&' && prefix === 'u') return this.scanUnicode(at + 2);
    else return false;
    return true;
  }

  private scanUnicode(at: number): boolean {
    const quote = this.text.charAt(at);
    if (quote === "'") this.scanString(at, 'doubled', 'string');
    else if (quote === '"') this.scanQuotedWord(at);
    else return false;
    return true;
  }

  /** `quote` is where the first quote stands; a literal goes on after a line break (scan.l: quotecontinue). */
  private scanString(quote: number, rule: QuoteRule, kind: TokenKind): void {
    let open = quote;
    let end = findQuoteEnd(this.text, quote, rule);
    for (
      let more = continuesString(this.text, end);
      more !== undefined;
      more = continuesString(this.text, end)
    ) {
      open = more;
      end = findQuoteEnd(this.text, more, rule);
    }
    this.takeQuoted(kind, end, this.options.recover ? cutText(this.text, open, end) : undefined);
  }

  /** `end` is behind the closing quote, -1 where there is none. */
  private takeQuoted(kind: TokenKind, end: number, cut: Cut | undefined): void {
    this.closed = end >= 0 && !cut;
    this.reach = Math.max(this.reach, cut?.reach ?? 0);
    this.take(kind, cut?.end ?? (end < 0 ? this.text.length : end));
  }

  private scanQuotedWord(quote: number): void {
    const end = findQuoteEnd(this.text, quote, 'doubled');
    this.takeQuoted('quotedWord', end, this.options.recover ? cutName(this.text, quote, end) : undefined);
  }

  /** `$1`, `$$ … $$`, `$tag$ … $tag$`. */
  private scanDollar(at: number): void {
    let digits = at + 1;
    while (charClass(this.text.charCodeAt(digits)) === CLASS.digit) digits++;
    if (digits > at + 1) return this.take('parameter', digits);
    DOLLAR_TAG.lastIndex = at;
    const tag = DOLLAR_TAG.exec(this.text)?.[0];
    if (tag === undefined) return this.take('junk', at + 1);
    const close = this.text.indexOf(tag, at + tag.length);
    const cut = this.options.recover ? cutBody(this.text, at, close, tag) : undefined;
    this.endsStatement = cut !== undefined;
    if (close < 0) this.openAt = at;
    this.takeQuoted('string', close < 0 ? -1 : close + tag.length, cut);
  }

  private scanColon(at: number): void {
    const next = this.text.charAt(at + 1);
    if (next === ':') return this.take('operator', at + 2);
    if (next === '=') return this.take('operator', at + 2);
    const end = this.options.psql ? this.findVariableEnd(at + 1, next) : undefined;
    if (end === undefined) return this.take('punctuation', at + 1);
    this.take('psqlVariable', end);
  }

  /** psqlscan.l: `:name`, `:'name'`, `:"name"`, `:{?name}`; undefined where it is none of them. */
  private findVariableEnd(at: number, first: string): number | undefined {
    const quoted = first === "'" || first === '"';
    const test = first === '{' && this.text.charAt(at + 1) === '?';
    const from = quoted ? at + 1 : test ? at + 2 : at;
    let end = from;
    while (end < this.text.length && isVariableChar(this.text.charCodeAt(end))) end++;
    if (end === from) return undefined;
    if (!quoted && !test) return end;
    return this.text.charAt(end) === (test ? '}' : first) ? end + 1 : undefined;
  }

  /** scan.l: the longest run of operator characters, cut before a comment and before a trailing sign. */
  private scanOperator(at: number, first: number): void {
    if (this.startsComment(at, first))
      return first === SLASH ? this.scanBlockComment(at) : this.scanLineComment(at);
    let end = at + 1;
    for (let code = this.text.charCodeAt(end); isOperatorChar(code); code = this.text.charCodeAt(++end))
      if (this.startsComment(end, code)) break;
    if (end > at + 1) end = this.withoutSigns(at, end);
    this.take('operator', end);
  }

  private startsComment(at: number, code: number): boolean {
    if (code === MINUS) return this.text.charCodeAt(at + 1) === MINUS;
    return code === SLASH && this.text.charCodeAt(at + 1) === STAR;
  }

  /** Where an operator of several characters ends, which may end with a sign only if it has one of these in it. */
  private withoutSigns(at: number, end: number): number {
    if (/[~!@#^&|`?%]/.test(this.text.slice(at, end))) return end;
    let stop = end;
    while (stop > at + 1 && /[+-]/.test(this.text.charAt(stop - 1))) stop--;
    return stop;
  }

  private scanLineComment(at: number): void {
    let end = at + 2;
    for (; end < this.text.length; end++) {
      const code = this.text.charCodeAt(end);
      if (code === NEWLINE || code === RETURN) break;
    }
    this.take('comment', end);
  }

  /** Block comments nest (scan.l, state xc). */
  private scanBlockComment(at: number): void {
    const mark = /\/\*|\*\//g;
    mark.lastIndex = at + 2;
    let depth = 1;
    for (let found = mark.exec(this.text); found; found = mark.exec(this.text)) {
      depth += found[0] === '/*' ? 1 : -1;
      if (depth === 0) return this.take('comment', mark.lastIndex);
    }
    this.closed = false;
    this.openAt = at;
    this.take('comment', this.text.length);
  }

  /** `.5` is a number, `..` PL/pgSQL's range; the rest stands alone. */
  private scanDot(at: number): void {
    const next = this.text.charCodeAt(at + 1);
    if (charClass(next) === CLASS.digit) return this.take('number', scanNumber(this.text, at));
    if (next === DOT) return this.take('operator', at + 2);
    this.take('punctuation', at + 1);
  }
}

const NEWLINE = 10;
const RETURN = 13;
const STAR = 42;
const MINUS = 45;
const DOT = 46;
const SLASH = 47;
