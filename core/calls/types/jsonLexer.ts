/** The tokens of a JSON text, and PostgreSQL's complaints about them (json_lex in common/jsonapi.c). */
import type { Refusal } from './refusal';

export type JsonType = 'json' | 'jsonb';

export type JsonToken = 'string' | 'number' | 'word' | 'end' | '{' | '}' | '[' | ']' | ',' | ':';

const SPACES = /[ \t\n\r]*/y;
/** Neither quote, backslash nor control character. */
const PLAIN = /[ !#-[\]-\uffff]*/y;
const ALPHANUMERIC = /[A-Za-z0-9_\u0080-\uffff]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** How far the lexer has read a number when it finds it wrong. */
const BROKEN_NUMBER = /-?(?:0|[1-9]\d*)?(?:\.\d*)?(?:[eE][+-]?\d*)?[A-Za-z0-9_\u0080-\uffff]*/y;
const HEX = /[0-9a-fA-F]{0,4}/y;

/** Where a sticky pattern that starts at `at` stops matching. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

export class JsonLexer {
  token: JsonToken = 'end';
  /** Why `next` answered false. */
  refusal: Refusal | 'unsure' | undefined;
  /** A number is converted once the token behind it is read. */
  private pending: Refusal | 'unsure' | undefined;
  private start = 0;
  private end = 0;

  constructor(
    private readonly text: string,
    private readonly type: JsonType,
  ) {}

  get tokenText(): string {
    return this.text.slice(this.start, this.end);
  }

  /** Moves to the next token; false where PostgreSQL refuses it or the one before. */
  next(): boolean {
    const pending = this.pending;
    this.pending = undefined;
    if (!this.lex()) return false;
    this.refusal = pending;
    return pending === undefined;
  }

  private lex(): boolean {
    const at = endOf(SPACES, this.text, this.end);
    this.start = at;
    this.end = at;
    const char = this.text.charAt(at);
    if (char === '') return this.take('end', at);
    if ('{}[],:'.includes(char)) return this.take(char as JsonToken, at + 1);
    if (char === '"') return this.takeString(at + 1);
    return /[-\d]/.test(char) ? this.takeNumber(at) : this.takeWord(at);
  }

  refuse(detail: string): false {
    this.refusal = { sqlstate: '22P02', message: 'invalid input syntax for type json', detail };
    return false;
  }

  private refuseToken(end: number): false {
    return this.refuse(`Token "${this.text.slice(this.start, end)}" is invalid.`);
  }

  private take(token: JsonToken, end: number): true {
    this.token = token;
    this.end = end;
    return true;
  }

  private takeWord(at: number): boolean {
    const end = endOf(ALPHANUMERIC, this.text, at);
    if (!/^(?:true|false|null)$/.test(this.text.slice(at, end)))
      return this.refuseToken(Math.max(end, at + 1));
    return this.take('word', end);
  }

  private takeNumber(at: number): boolean {
    const end = endOf(NUMBER, this.text, at);
    const number = this.text.slice(at, end);
    const goesOn = this.text.charAt(end) === '.' && !/[.eE]/.test(number);
    if (end === at || endOf(ALPHANUMERIC, this.text, end) > end || goesOn) {
      return this.refuseToken(endOf(BROKEN_NUMBER, this.text, at));
    }
    if (this.type === 'jsonb') this.pending = refuseNumeric(number);
    return this.take('number', end);
  }

  private takeString(from: number): boolean {
    let waiting = false;
    for (let at = from; ;) {
      const plain = endOf(PLAIN, this.text, at);
      if (waiting && plain > at) return this.refuseLowSurrogate();
      at = plain;
      const char = this.text.charAt(at);
      if (char === '') return this.refuseToken(at);
      if (char === '"') return waiting ? this.refuseLowSurrogate() : this.take('string', at + 1);
      if (char !== '\\') return this.refuseControl(char, waiting);
      const escape = this.readEscape(at, waiting);
      if (!escape) return false;
      waiting = escape.waiting;
      at = escape.end;
    }
  }

  /** PostgreSQL's versions differ in what they say of one behind half a pair. */
  private refuseControl(char: string, waiting: boolean): false {
    const hex = char.charCodeAt(0).toString(16).padStart(2, '0');
    this.refuse(`Character with value 0x${hex} must be escaped.`);
    if (waiting) this.refusal = 'unsure';
    return false;
  }

  /** `waiting`: a high surrogate waits for its other half. */
  private readEscape(at: number, waiting: boolean): Escape | undefined {
    const kind = String.fromCodePoint(this.text.codePointAt(at + 1) ?? 0);
    if (at + 1 >= this.text.length) this.refuseToken(at + 1);
    else if (kind === 'u') return this.readUnicode(at + 2, waiting);
    else if (waiting) this.refuseLowSurrogate();
    else if ('"\\/bfnrt'.includes(kind)) return { end: at + 2, waiting: false };
    else this.refuse(`Escape sequence "\\${kind}" is invalid.`);
    return undefined;
  }

  private readUnicode(at: number, waiting: boolean): Escape | undefined {
    const end = endOf(HEX, this.text, at);
    if (end < at + 4) {
      if (end === this.text.length) this.refuseToken(end);
      else this.refuse('"\\u" must be followed by four hexadecimal digits.');
      return undefined;
    }
    if (this.type === 'json') return { end, waiting: false };
    return this.joinHalves(parseInt(this.text.slice(at, end), 16), end, waiting);
  }

  private joinHalves(unit: number, end: number, waiting: boolean): Escape | undefined {
    const high = unit >= 0xd800 && unit <= 0xdbff;
    const low = unit >= 0xdc00 && unit <= 0xdfff;
    if (waiting && high) this.refuse('Unicode high surrogate must not follow a high surrogate.');
    else if (waiting !== low) this.refuseLowSurrogate();
    else if (unit === 0) this.refusal = NUL;
    else return { end, waiting: high };
    return undefined;
  }

  private refuseLowSurrogate(): false {
    return this.refuse('Unicode low surrogate must follow a high surrogate.');
  }
}

interface Escape {
  readonly end: number;
  /** It is a high surrogate, and waits for its other half. */
  readonly waiting: boolean;
}

const NUL: Refusal = {
  sqlstate: '22P05',
  message: 'unsupported Unicode escape sequence',
  detail: '\\u0000 cannot be converted to text.',
};

/** jsonb keeps numbers as numeric, which has 131,072 digits before the point and 16,383 behind it. */
function refuseNumeric(text: string): Refusal | 'unsure' | undefined {
  const [, digits = '', exponent = '0'] = /^-?([\d.]+)(?:[eE](.+))?$/.exec(text) ?? [];
  const shift = Number(exponent);
  if (digits.length + Math.abs(shift) < 16_000) return undefined;
  const whole = (digits.split('.')[0] ?? '').length + shift;
  const overflows = /^[1-9]/.test(digits) && whole > 131_072 && shift < 1e6;
  return overflows ? { sqlstate: '22003', message: 'value overflows numeric format' } : 'unsure';
}
