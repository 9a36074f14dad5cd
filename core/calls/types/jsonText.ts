/**
 * Whether PostgreSQL takes a text as json or jsonb, and if not, in which words it says so (common/jsonapi.c).
 * JSON.parse agrees with it but for what jsonb can't hold: NUL, halves of surrogate pairs, huge numbers.
 */
import { isJson } from '../../text/json';
import { JsonLexer, type JsonToken, type JsonType } from './jsonLexer';
import type { Refusal } from './refusal';

/** With more, PostgreSQL may run out of stack, depending on its settings. */
const MAX_DEPTH = 1000;
/** What JSON.parse takes and jsonb may not. */
const DOUBTFUL_IN_JSONB = /\\u(?:0000|d[89a-f])|[eE][+-]?\d{4}|\d{9999}/i;

/** undefined: it takes it · `unsure`: that can't be told from here. */
export function refuseJson(text: string, type: JsonType): Refusal | 'unsure' | undefined {
  if (isDeep(text)) return 'unsure';
  if (isJson(text) && (type === 'json' || !DOUBTFUL_IN_JSONB.test(text))) return undefined;
  return new JsonChecker(new JsonLexer(text, type)).check();
}

/** Brackets inside of strings count too: a bound, not a measure. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length && depth <= MAX_DEPTH; at++) {
    const code = text.charCodeAt(at);
    if (code === OPEN_SQUARE || code === OPEN_BRACE) depth++;
    else if (code === CLOSE_SQUARE || code === CLOSE_BRACE) depth--;
  }
  return depth > MAX_DEPTH;
}

const OPEN_SQUARE = 0x5b;
const CLOSE_SQUARE = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** What the parser waits for, as its message names it. */
const EXPECTED = {
  end: 'end of input',
  value: 'JSON value',
  string: 'string',
  colon: '":"',
  objectFirst: 'string or "}"',
  objectNext: '"," or "}"',
  arrayNext: '"," or "]"',
} as const;

type Expected = keyof typeof EXPECTED;

/** pg_parse_json: reads until something is wrong; every step answers whether to go on. */
class JsonChecker {
  constructor(private readonly lexer: JsonLexer) {}

  check(): Refusal | 'unsure' | undefined {
    const { lexer } = this;
    if (lexer.next() && this.value() && lexer.token !== 'end') this.unexpected('end');
    return lexer.refusal;
  }

  private value(): boolean {
    const { token } = this.lexer;
    if (token === '{') return this.object();
    if (token === '[') return this.array();
    if (token === 'string' || token === 'number' || token === 'word') return this.lexer.next();
    return this.unexpected('value');
  }

  private object(): boolean {
    if (!this.lexer.next()) return false;
    if (!this.is('string')) return this.expect('}', 'objectFirst');
    if (!this.field()) return false;
    while (this.is(',')) if (!(this.lexer.next() && this.field())) return false;
    return this.expect('}', 'objectNext');
  }

  private field(): boolean {
    return this.expect('string', 'string') && this.expect(':', 'colon') && this.value();
  }

  private array(): boolean {
    if (!this.lexer.next()) return false;
    if (this.is(']')) return this.lexer.next();
    if (!this.value()) return false;
    while (this.is(',')) if (!(this.lexer.next() && this.value())) return false;
    return this.expect(']', 'arrayNext');
  }

  private expect(token: JsonToken, expected: Expected): boolean {
    return this.is(token) ? this.lexer.next() : this.unexpected(expected);
  }

  private is(token: JsonToken): boolean {
    return this.lexer.token === token;
  }

  private unexpected(expected: Expected): false {
    const { lexer } = this;
    if (lexer.token === 'end') return lexer.refuse('The input string ended unexpectedly.');
    return lexer.refuse(`Expected ${EXPECTED[expected]}, but found "${lexer.tokenText}".`);
  }
}
