/** Constants: strings, numbers, NULL, TRUE, parameters, and types written before a literal. */
import { wordOf, type TokenCursor } from '../../sql/cursor';
import { hasHole, isTemplated } from '../../sql/holes';
import { parseString } from '../../sql/strings';
import type { Token } from '../../sql/tokens';
import { readUescape } from '../names';
import { UNKNOWN, type TypeId } from '../types/typeFacts';
import { castTo } from './casts';
import type { ExpressionReader } from './reader';
import type { Typed } from './typed';
import { readIntervalFields, readSimpleName, type TypeName } from './typeNames';

/** A constant where the cursor stands; `none` where there is none. */
export function readConstant(reader: ExpressionReader): Typed | 'none' | undefined {
  const { token } = reader.cursor;
  switch (token?.kind) {
    case 'string':
      return readString(reader, token);
    case 'number':
      return readNumber(reader, token);
    case 'bitString':
      return take(reader, token, /'[01]*'$|^x'[0-9a-f]*'$/i.test(token.text) ? 'bit' : undefined);
    case 'parameter':
      return readParameter(reader, token);
    case 'psqlVariable':
      return readPsqlVariable(reader, token);
    case 'word':
      return readWord(reader, token);
    case 'quotedWord':
      return readTypedLiteral(reader, token);
    default:
      return 'none';
  }
}

function take(reader: ExpressionReader, token: Token, type: TypeId | undefined): Typed {
  const from = reader.cursor.index;
  reader.cursor.advance();
  return { from, to: from + 1, type, location: token.start };
}

function readWord(reader: ExpressionReader, token: Token): Typed | 'none' | undefined {
  const word = wordOf(token);
  // Any text may come there: a value, several, none.
  if (hasHole(token.text)) return { ...take(reader, token, undefined), refusal: 'unsure' };
  if (word === 'null') return { ...take(reader, token, UNKNOWN), isNull: true };
  if (word === 'true' || word === 'false') return take(reader, token, 'bool');
  return readTypedLiteral(reader, token);
}

/** What scan.l makes an error of, or may: escapes of no character, bytes that aren't UTF-8. */
const DOUBTFUL = {
  plain: /\0/,
  dollar: /\0/,
  escape: /\\(?:[0-7xuU])/,
  unicode:
    /\\(?!\\|[0-9a-f]{4}|\+[0-9a-f]{6})|\\(?:d[89a-f]|0000|\+0000d[89a-f]|\+000000|\+[1-9a-f]|\+0[1-9a-f])/i,
} as const;
const SAFE_ESCAPES =
  /\\(?:u(?!0000|d[89a-f])[0-9a-f]{4}|x[2-7][0-9a-f](?![0-9a-f])|[1-6][0-7]{2}|(?![0-7xuU])[^])/gi;

function readString(reader: ExpressionReader, token: Token): Typed | undefined {
  const { cursor } = reader;
  const from = cursor.index;
  if (!token.closed) return undefined;
  const string = parseString(token);
  // A literal whose text isn't known is to us what psql's `:'name'` is. In `$${"a": 1}$$` nothing is filled in.
  if (hasHole(token.text) || isTemplated(string.value))
    return { ...take(reader, token, UNKNOWN), psqlVariable: token.text };
  const escape = /^u&/i.test(token.text) ? readUescape(cursor.tokens, from + 1) : undefined;
  cursor.index += escape === undefined ? 1 : 3;
  const text = string.form === 'escape' ? token.text.replace(SAFE_ESCAPES, '') : token.text;
  const doubtful = escape === undefined && DOUBTFUL[string.form].test(text);
  return {
    from,
    to: cursor.index,
    type: UNKNOWN,
    location: token.start,
    refusal: doubtful ? 'unsure' : undefined,
    literal: {
      span: { start: token.start, end: token.end },
      string,
      certain: escape === undefined,
      cast: undefined,
    },
  };
}

const MAX_INT4 = 2_147_483_647n;
const MAX_INT8 = 9_223_372_036_854_775_807n;

function readNumber(reader: ExpressionReader, token: Token): Typed {
  return { ...take(reader, token, numberType(token.text, '')), number: token.text };
}

/** Numbers of newer forms, as 0x1F and 1_000, are left undecided. */
export function numberType(text: string, sign: '-' | ''): TypeId | undefined {
  if (/^\d+$/.test(text)) return integerType(text, sign === '-' ? 1n : 0n);
  const [, exponent = '0'] = /^(?:\d+\.?\d*|\.\d+)(?:e([+-]?\d+))?$/i.exec(text) ?? ['', '9999'];
  return Math.abs(Number(exponent)) < 1000 ? 'numeric' : undefined;
}

/** No integer has more digits, leading zeros aside. */
const MAX_DIGITS = 100;

function integerType(digits: string, more: bigint): TypeId {
  if (digits.length > MAX_DIGITS) return 'numeric';
  const value = BigInt(digits);
  if (value <= MAX_INT4 + more) return 'int4';
  return value <= MAX_INT8 + more ? 'int8' : 'numeric';
}

/** `$1`: untyped in a statement; in a routine's body it has the type of the argument. */
function readParameter(reader: ExpressionReader, token: Token): Typed {
  const declared = reader.names.variable(token.text, reader.cursor.index);
  if (declared) return take(reader, token, declared.type);
  const isUntyped = reader.fragment.parent === undefined && !reader.isRepeated(token.text);
  return isUntyped ? { ...take(reader, token, UNKNOWN), isParameter: true } : take(reader, token, undefined);
}

/** `:'name'` becomes a literal; `:name` any text at all; `:"name"` a column's name. */
function readPsqlVariable(reader: ExpressionReader, token: Token): Typed | undefined {
  const name = /^:'(.*)'$/.exec(token.text)?.[1];
  if (name !== undefined) return { ...take(reader, token, UNKNOWN), psqlVariable: name };
  if (token.text.startsWith(':{')) return take(reader, token, 'bool');
  const read = take(reader, token, undefined);
  return token.text.startsWith(':"') ? read : { ...read, refusal: 'unsure' };
}

/** `json '{}'`, `timestamp with time zone '…'`, `interval '1' day`. */
function readTypedLiteral(reader: ExpressionReader, first: Token): Typed | 'none' | undefined {
  const { cursor } = reader;
  const from = cursor.index;
  const name = isNational(cursor) ? readNational(cursor) : readSimpleName(cursor, reader.names.findType);
  const { token } = cursor;
  const isLiteral =
    token?.kind === 'string' || (token?.kind === 'psqlVariable' && token.text.startsWith(":'"));
  if (!name || !isLiteral) {
    cursor.index = from;
    return 'none';
  }
  const literal = token.kind === 'string' ? readString(reader, token) : readPsqlVariable(reader, token);
  if (name.type === 'interval') readIntervalFields(cursor);
  if (!literal) return undefined;
  const value = castTo(literal, name, first, { from, to: cursor.index }, reader.names);
  // An interval's fields and precision are read with the literal itself.
  return name.type === 'interval' ? { ...value, location: literal.location } : value;
}

/** N'…' is short for NCHAR '…', where nothing stands between. */
function isNational(cursor: TokenCursor): boolean {
  return (
    cursor.word === 'n' && cursor.peek()?.kind === 'string' && cursor.peek()?.start === cursor.token?.end
  );
}

function readNational(cursor: TokenCursor): TypeName {
  cursor.advance();
  return { type: 'bpchar', modified: false };
}
