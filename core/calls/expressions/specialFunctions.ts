/** Functions whose arguments gram.y separates by words: `SUBSTRING(x FROM 1)`, `TRIM(BOTH FROM x)`. */
import { isMark, wordOf } from '../../sql/cursor';
import type { Bracket } from '../brackets';
import { SPECIAL_SYNTAX } from '../words';
import { apply, functionOf, type Place } from './apply';
import { readJsonConstructor } from './jsonConstructors';
import { JSON_FUNCTIONS } from './jsonFunctions';
import { LEVEL } from './precedence';
import type { ReadClauses } from './readClauses';
import type { ExpressionReader } from './reader';
import type { Typed } from './typed';
import { XML_FUNCTIONS } from './xmlFunctions';

/** The function of pg_proc that is meant, and its arguments. */
interface Meant {
  readonly name: string;
  readonly values: readonly (Typed | undefined)[];
}

/** Reads what stands behind the parenthesis. */
const READERS: Readonly<Record<string, (reader: ExpressionReader) => Meant>> = {
  substring: readSubstring,
  overlay: readOverlay,
  position: readPosition,
  trim: readTrim,
  extract: readExtract,
  normalize: readNormalize,
};
const CLAUSE_READERS: ReadonlyMap<string, ReadClauses> = new Map(
  Object.entries({ ...JSON_FUNCTIONS, ...XML_FUNCTIONS }),
);
const SEPARATORS = new Set(['from', 'for', 'placing', 'in', 'similar']);

/** The cursor stands at the parenthesis; `none` where the arguments are those of a common function. */
export function readSpecialFunction(
  reader: ExpressionReader,
  word: string,
  { from, location }: Place,
): Typed | 'none' | undefined {
  const { cursor, brackets } = reader;
  const bracket = brackets.get(cursor.index);
  if (!SPECIAL_SYNTAX.has(word)) return 'none';
  if (!bracket?.closed) return undefined;
  if (isPlain(reader, word, bracket)) return 'none';
  const place: Place = { from, to: bracket.close + 1, location };
  const built = readJsonConstructor(reader, word, bracket, place);
  if (built !== 'none') return built && { ...built, label: word };
  const answered = readAnswered(reader, word, bracket, place);
  if (answered !== 'none') return answered;
  const read = READERS[word];
  // The others are rarely seen.
  if (!read) return undefined;
  cursor.advance();
  const { name, values } = read(reader);
  const known = values.filter((value) => value !== undefined);
  if (known.length < values.length || cursor.index !== bracket.close) return undefined;
  cursor.index = place.to;
  const applied = apply(functionOf(name), known, place);
  if (word !== 'extract') return { ...applied, label: name };
  const { extracted } = reader;
  if (extracted === undefined) return { ...applied, type: undefined, refusal: 'unsure' };
  return applied.type === undefined ? applied : { ...applied, type: extracted };
}

/** A function with clauses of its own, read up to its parenthesis. */
function readAnswered(
  reader: ExpressionReader,
  word: string,
  bracket: Bracket,
  place: Place,
): Typed | 'none' | undefined {
  const read = CLAUSE_READERS.get(word);
  if (!read) return 'none';
  reader.cursor.advance();
  const answer = read(reader, place);
  if (!answer || reader.cursor.index !== bracket.close) return undefined;
  reader.cursor.index = place.to;
  return { ...answer, label: word };
}

/** With commas alone these are functions like any other, in every version. */
function isPlain(reader: ExpressionReader, word: string, bracket: Bracket): boolean {
  if (word === 'substring') return !isSeparated(reader, bracket);
  const isEmpty = bracket.open + 1 === bracket.close;
  return word === 'json_object' && !isEmpty && !isPaired(reader, bracket);
}

/** `a: b`, `a VALUE b`, `RETURNING type`. */
function isPaired({ cursor, brackets }: ExpressionReader, bracket: Bracket): boolean {
  for (let index = bracket.open + 1; index < bracket.close; index++) {
    const token = cursor.tokens[index];
    if (isMark(token, ':') || ['value', 'returning'].includes(wordOf(token) ?? '')) return true;
    index = brackets.get(index)?.close ?? index;
  }
  return false;
}

function isSeparated({ cursor, brackets }: ExpressionReader, bracket: Bracket): boolean {
  for (let index = bracket.open + 1; index < bracket.close; index++) {
    if (SEPARATORS.has(wordOf(cursor.tokens[index]) ?? '')) return true;
    index = brackets.get(index)?.close ?? index;
  }
  return false;
}

/** `x FROM a FOR b`, `x SIMILAR a ESCAPE b`. */
function readSubstring(reader: ExpressionReader): Meant {
  // SIMILAR alone would be taken for an operator.
  const text = reader.operand(LEVEL.like + 1);
  const isSimilar = reader.cursor.word === 'similar';
  const more = isSimilar
    ? [...readAfter(reader, 'similar'), ...readAfter(reader, 'escape')]
    : [...readAfter(reader, 'from'), ...readAfter(reader, 'for')];
  const isWhole = !isSimilar || more.length === 2;
  return { name: 'substring', values: [text, ...(isWhole ? more : [undefined])] };
}

/** `x PLACING y FROM a FOR b`. */
function readOverlay(reader: ExpressionReader): Meant {
  const values = [reader.expression(), ...readAfter(reader, 'placing')];
  return { name: 'overlay', values: [...values, ...readAfter(reader, 'from'), ...readAfter(reader, 'for')] };
}

/** `a IN b`, which is position(b, a). */
function readPosition(reader: ExpressionReader): Meant {
  const part = reader.operand(LEVEL.like + 1);
  const whole = reader.cursor.takeWords('in') ? reader.operand(LEVEL.like + 1) : undefined;
  return { name: 'position', values: [whole, part] };
}

/** `x [, NFC]`. */
function readNormalize(reader: ExpressionReader): Meant {
  const { cursor } = reader;
  const value = reader.expression();
  if (!cursor.takeMark(',')) return { name: 'normalize', values: [value] };
  const location = cursor.token?.start ?? 0;
  const isForm = NORMAL_FORMS.has(cursor.word ?? '');
  const form: Typed = { from: cursor.index, to: cursor.index + 1, type: 'text', location };
  cursor.advance();
  return { name: 'normalize', values: [value, isForm ? form : undefined] };
}

const NORMAL_FORMS = new Set(['nfc', 'nfd', 'nfkc', 'nfkd']);

/** `field FROM x`, the field a word that isn't another's keyword, or a string. date_part takes what it does. */
function readExtract(reader: ExpressionReader): Meant {
  const { cursor } = reader;
  const location = cursor.token?.start ?? 0;
  const isField = cursor.token?.kind === 'string' || EXTRACT_FIELDS.has(cursor.word ?? '');
  const field: Typed = { from: cursor.index, to: cursor.index + 1, type: 'text', location };
  cursor.advance();
  const source = cursor.takeWords('from') ? reader.expression() : undefined;
  return { name: 'date_part', values: [isField ? field : undefined, source] };
}

const EXTRACT_FIELDS = new Set(
  'century day decade dow doy epoch hour isodow isoyear julian microseconds millennium milliseconds minute month quarter second timezone timezone_hour timezone_minute week year'.split(
    ' ',
  ),
);

const TRIMS = new Map([
  ['both', 'btrim'],
  ['leading', 'ltrim'],
  ['trailing', 'rtrim'],
]);

/** `BOTH a FROM x`, which is btrim(x, a). */
function readTrim(reader: ExpressionReader): Meant {
  const { cursor } = reader;
  const side = TRIMS.get(cursor.word ?? '');
  if (side !== undefined) cursor.advance();
  const characters = cursor.word === 'from' ? [] : [reader.expression()];
  if (!cursor.takeWords('from'))
    return { name: side ?? 'btrim', values: [...characters, ...readMore(reader)] };
  return { name: side ?? 'btrim', values: [reader.expression(), ...readMore(reader), ...characters] };
}

function readMore(reader: ExpressionReader): readonly (Typed | undefined)[] {
  const values: (Typed | undefined)[] = [];
  while (reader.cursor.takeMark(',')) values.push(reader.expression());
  return values;
}

function readAfter(reader: ExpressionReader, word: string): readonly (Typed | undefined)[] {
  return reader.cursor.takeWords(word) ? [reader.expression()] : [];
}
