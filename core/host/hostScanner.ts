/**
 * Finds the strings of a host file, comments aside, by its language's table. It knows no grammar: what it must
 * know is only where strings and comments begin and end, and what code stands inside of strings.
 */
import { DecodedText } from './decodedText';
import { findCommentEnd } from './commentEnd';
import { readEscape } from './escapes';
import type { HeredocForm, HostLanguage, StringForm } from './language';
import { compile, type CompiledHole, type CompiledLanguage, type Opener } from './patterns';

/** Offsets count in the host's text. */
export interface HostString {
  readonly form: StringForm;
  /** Where its prefix begins. */
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  /** Behind its closing quote. */
  readonly end: number;
  /** What closes it. */
  readonly close: string;
  readonly closed: boolean;
  /** In so many holes of other strings. */
  readonly depth: number;
}

/** Code in strings in code: deeper than anybody writes, and a bound on the work. */
const MAX_DEPTH = 30;
/** How far back a regular expression looks for the value before it. */
const LOOK_BACK = 40;

export class HostScanner {
  readonly strings: HostString[] = [];
  private readonly language: CompiledLanguage;
  private depth = 0;
  private line = { start: 0, end: -1 };
  private stop: (at: number) => boolean = () => false;

  constructor(
    private readonly text: string,
    language: HostLanguage,
  ) {
    this.language = compile(language);
  }

  /**
   * All strings from an offset on at which nothing is open, by default from the beginning; in no order. `stop` is
   * asked at every other such offset. Call it once.
   */
  scan(from?: number, stop: (at: number) => boolean = () => false): readonly HostString[] {
    const mark = this.language.codeMark;
    const first = mark === undefined ? 0 : Math.max(this.text.indexOf(mark), 0);
    this.stop = stop;
    this.scanCode(from ?? first, this.text.length, false);
    return this.strings;
  }

  /** Reads code up to `limit`, or, in a hole, to the brace that closes it; gives the offset behind it. */
  private scanCode(from: number, limit: number, inHole: boolean): number {
    const jump = inHole ? this.language.jumpInHole : this.language.jump;
    let braces = 0;
    let at = from;
    let pending: HeredocForm[] = [];
    let names: string[] = [];
    let lineEnd = Infinity;
    for (;;) {
      if (!inHole && lineEnd === Infinity && this.stop(at)) return at;
      jump.lastIndex = at;
      const found = jump.exec(this.text)?.index ?? limit;
      if (found > lineEnd && lineEnd < limit) {
        at = this.readHeredocs(pending, names, lineEnd);
        [pending, names, lineEnd] = [[], [], Infinity];
        continue;
      }
      if (found >= limit) return limit;
      const char = this.text.charAt(found);
      if (inHole && char === '{') braces++;
      if (inHole && char === '}' && braces-- === 0) return found + 1;
      const begins = this.openerAt(found);
      if (begins?.opener.kind === 'heredoc') {
        pending.push(begins.opener.form);
        names.push(begins.group);
        lineEnd = this.lineEndAt(found);
      }
      at = begins ? this.step(begins, found, limit) : found + 1;
    }
  }

  /** Kept, because a text that is one long line would be searched to its end for each of its strings. */
  private lineEndAt(offset: number): number {
    if (offset < this.line.start || offset > this.line.end) {
      const lineBreak = /\r?\n|\r/g;
      lineBreak.lastIndex = offset;
      this.line = { start: offset, end: lineBreak.exec(this.text)?.index ?? this.text.length };
    }
    return this.line.end;
  }

  private openerAt(at: number): FoundOpener | undefined {
    for (const opener of this.language.openers) {
      opener.pattern.lastIndex = at;
      if (!opener.pattern.test(this.text) || this.isValueBefore(opener, at)) continue;
      const end = opener.pattern.lastIndex;
      opener.pattern.lastIndex = at;
      const group = opener.hasGroup ? opener.pattern.exec(this.text)?.[1] : undefined;
      return { opener, end, group: group ?? '' };
    }
    return undefined;
  }

  private isValueBefore(opener: Opener, at: number): boolean {
    const notBehind = opener.kind === 'string' ? opener.form.notBehind : undefined;
    return notBehind?.test(this.text.slice(Math.max(0, at - LOOK_BACK), at)) ?? false;
  }

  /** Over one comment or string. */
  private step({ opener, end, group }: FoundOpener, at: number, limit: number): number {
    switch (opener.kind) {
      case 'lineComment':
        return this.lineEndAt(at);
      case 'blockComment':
        return findCommentEnd(this.text, end, opener);
      case 'heredoc':
        return end;
      case 'string':
        return this.readString(opener.form, at, end, opener.form.close(group), limit);
    }
  }

  private readString(
    form: StringForm,
    start: number,
    contentStart: number,
    close: string,
    limit: number,
  ): number {
    const contentEnd = this.readContent(form, contentStart, limit, close);
    const closed = contentEnd < limit && this.text.startsWith(close, contentEnd);
    const end = Math.max(closed ? contentEnd + close.length : contentEnd, contentStart);
    const { depth } = this;
    if (!form.noText) this.strings.push({ form, start, contentStart, contentEnd, end, close, closed, depth });
    return end;
  }

  /** Reads a string's content, into `sink` if there is one, up to its closing mark or `stop`. */
  private readContent(
    form: StringForm,
    from: number,
    stop: number,
    close: string,
    sink?: DecodedText,
  ): number {
    const { text } = this;
    const { escapes, doubles } = form;
    const holes = this.language.holesOf(form);
    const reading = { rule: escapes, quote: close, backslash: this.language.backslash };
    let at = from;
    let depth = 0;
    while (at < stop) {
      const escape = readEscape(text, at, reading);
      if (escape) {
        sink?.add(escape.value, at, Math.min(at + escape.length, stop));
        at += escape.length;
        continue;
      }
      const char = text.charAt(at);
      if (text.startsWith(close, at) && !this.isQuoteOfContent(form, at, close) && depth-- === 0) return at;
      if (form.nests && char === OPENING[close]) depth++;
      if (!form.multiline && (char === '\n' || char === '\r')) return at;
      if (doubles?.includes(char) && text.charAt(at + 1) === char) {
        sink?.add(char, at, at + 2);
        at += 2;
        continue;
      }
      const end = this.readHole(holes, at, form.multiline ? stop : Math.min(stop, this.lineEndAt(at)));
      if (end > at) sink?.addHole(at, end);
      else sink?.add(char, at, at + 1);
      at = Math.max(end, at + 1);
    }
    return Math.min(at, stop);
  }

  /** `"""a""""`: of more quotes than close it, the first ones belong to the content. */
  private isQuoteOfContent({ escapes }: StringForm, at: number, close: string): boolean {
    return escapes === 'raw' && close.startsWith('""') && this.text.startsWith(close, at + 1);
  }

  /** The offset behind the hole at `at`; `at` where there is none. */
  private readHole(holes: readonly CompiledHole[], at: number, stop: number): number {
    for (const { pattern, close } of holes) {
      pattern.lastIndex = at;
      if (!pattern.test(this.text)) continue;
      const end = pattern.lastIndex;
      if (close === undefined) return Math.min(end, stop);
      return this.readHoleCode(end, stop);
    }
    return at;
  }

  private readHoleCode(from: number, stop: number): number {
    if (this.depth >= MAX_DEPTH) return stop;
    this.depth++;
    const end = this.scanCode(from, stop, true);
    this.depth--;
    // `{{x}}` of C#: the second brace belongs to the hole.
    return this.text.charAt(from - 2) + this.text.charAt(from - 1) === '{{' && this.text.charAt(end) === '}'
      ? end + 1
      : end;
  }

  /** Reads the bodies of the heredocs that a line has opened; gives the offset behind the last. */
  private readHeredocs(forms: readonly HeredocForm[], names: readonly string[], lineEnd: number): number {
    let at = lineEnd;
    forms.forEach((form, index) => {
      const from = at + lineBreakLength(this.text, at);
      const close = new RegExp(`^[ \\t]*${names[index] ?? ''}\\b`, 'gm');
      close.lastIndex = from;
      const found = close.exec(this.text);
      if (!found) return;
      this.readHeredoc(form, from, found.index);
      at = close.lastIndex;
    });
    return at;
  }

  private readHeredoc({ escapes, holes }: HeredocForm, contentStart: number, contentEnd: number): void {
    const form: StringForm = { open: '', close: () => '', escapes, holes, multiline: true };
    this.readContent(form, contentStart, contentEnd, NO_CLOSE);
    this.strings.push({
      form,
      start: contentStart,
      contentStart,
      contentEnd,
      end: contentEnd,
      close: NO_CLOSE,
      closed: true,
      depth: this.depth,
    });
  }

  /** The value of a content that is the whole text, its close aside; undefined where it ends elsewhere. */
  readBack(form: StringForm, close: string, length: number): string | undefined {
    const into = new DecodedText(0);
    const end = this.readContent(form, 0, this.text.length, close, into);
    return end === length || close === NO_CLOSE ? into.value.replace(NO_CLOSE, '') : undefined;
  }

  /** What a string stands for. */
  decode({ form, contentStart, contentEnd, close }: HostString, into: DecodedText): void {
    const known = this.strings.length;
    this.readContent(form, contentStart, contentEnd, close, into);
    this.strings.length = known; // the strings inside its holes are known already
  }
}

/** What a string's content stands for, or undefined where `close` would end it before its end. */
export function readBack(
  language: HostLanguage,
  form: StringForm,
  close: string,
  content: string,
): string | undefined {
  return new HostScanner(content + close, language).readBack(form, close, content.length);
}

const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '>': '<' };

/** No text holds it: a heredoc ends where its line says. */
const NO_CLOSE = '\uffff\uffff';

interface FoundOpener {
  readonly opener: Opener;
  /** Behind its mark. */
  readonly end: number;
  /** What its first group holds. */
  readonly group: string;
}

function lineBreakLength(text: string, at: number): number {
  return text.startsWith('\r\n', at) ? 2 : 1;
}
