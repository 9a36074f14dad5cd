/** SQL/XML's functions, whose arguments gram.y separates by words of their own. */
import { categoryOf } from '../types/typeFacts';
import { refused, typed, type Place } from './apply';
import type { ReadClauses } from './readClauses';
import type { ExpressionReader } from './reader';
import { isUntyped, type Typed } from './typed';
import { readTypeName } from './typeNames';

/** By their words. The cursor stands behind the parenthesis, and is left behind what was read. */
export const XML_FUNCTIONS: Readonly<Record<string, ReadClauses>> = {
  xmlelement: readElement,
  xmlforest: readForest,
  xmlparse: readParse,
  xmlserialize: readSerialize,
};

/** `NAME a [, XMLATTRIBUTES(x AS b, …)] [, content, …]`. */
function readElement(reader: ExpressionReader, place: Place): Typed | undefined {
  const { cursor } = reader;
  if (!cursor.takeWords('name') || cursor.takeName() === undefined) return undefined;
  const parts: Typed[] = [];
  while (cursor.takeMark(',')) {
    const isAttributes = cursor.takeWords('xmlattributes') && cursor.takeMark('(');
    const read = isAttributes ? readNamed(reader) : readContent(reader);
    if (!read || (isAttributes && !cursor.takeMark(')'))) return undefined;
    parts.push(...read);
  }
  return typed(place, 'xml', parts);
}

/** What isn't XML by its type becomes text of it; a literal is XML, which is not read here. */
function readContent(reader: ExpressionReader): readonly Typed[] | undefined {
  const content = reader.expression();
  return content && [isUntyped(content) ? checkPlain(content) : content];
}

/** XML by its type, or a literal that becomes some. */
export function checkXml(value: Typed): Typed {
  if (value.isParameter) return value;
  if (isUntyped(value)) return checkPlain(value);
  const isXml = value.type === undefined || value.type === 'xml';
  return isXml ? value : { ...value, refusal: value.refusal ?? 'unsure' };
}

/** Without a character that means something to XML. */
function checkPlain(value: Typed): Typed {
  const text = value.literal?.string.value;
  const isPlain = value.isNull === true || (text !== undefined && !/[<>&\]]/.test(text));
  return isPlain ? value : { ...value, refusal: 'unsure' };
}

function readForest(reader: ExpressionReader, place: Place): Typed | undefined {
  const parts = readNamed(reader);
  return parts && typed(place, 'xml', parts);
}

/** `x AS a, …`; without a name only columns are taken. */
function readNamed(reader: ExpressionReader): readonly Typed[] | undefined {
  const { cursor } = reader;
  const parts: Typed[] = [];
  do {
    const value = reader.expression();
    if (!value || !cursor.takeWords('as') || cursor.takeName() === undefined) return undefined;
    parts.push(value.isParameter ? { ...value, refusal: 'unsure' } : value);
  } while (cursor.takeMark(','));
  return parts;
}

/** `DOCUMENT x`, `CONTENT x`, of a text. */
function readParse(reader: ExpressionReader, place: Place): Typed | undefined {
  const { cursor } = reader;
  if (!cursor.takeWords('document') && !cursor.takeWords('content')) return undefined;
  const text = reader.expression();
  if (!text) return undefined;
  if (!cursor.takeWords('preserve', 'whitespace')) cursor.takeWords('strip', 'whitespace');
  const isText = isUntyped(text) || text.type === undefined || categoryOf(text.type) === 'S';
  return isText ? typed(place, 'xml', [text]) : refused(place, 'unsure');
}

/** `CONTENT x AS type`, of what is XML. */
function readSerialize(reader: ExpressionReader, place: Place): Typed | undefined {
  const { cursor } = reader;
  if (!cursor.takeWords('document') && !cursor.takeWords('content')) return undefined;
  const value = reader.expression();
  const name = value && cursor.takeWords('as') ? readTypeName(cursor, reader.names.findType) : undefined;
  if (!value || !name) return undefined;
  const isText = name.type !== undefined && categoryOf(name.type) === 'S';
  const isXml = value.type === 'xml' || value.type === undefined;
  return isText && isXml ? typed(place, name.type, [value]) : refused(place, 'unsure');
}
