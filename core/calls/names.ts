/** Names of the catalog's functions in a fragment's tokens: `schema.name (`, quoted or not. */
import { findFunction, SCHEMAS } from '../catalog/functions';
import type { FunctionEntry } from '../catalog/schema';
import { isMark, wordOf } from '../sql/cursor';
import { hasHole } from '../sql/holes';
import { parseString } from '../sql/strings';
import { identifierName, type Token } from '../sql/tokens';

/** Where a call begins; all numbers are indices of tokens. */
export interface CallHead {
  /** The first token of `schema.name`. */
  readonly start: number;
  /** The last token of it. */
  readonly end: number;
  /** The opening parenthesis. */
  readonly open: number;
  readonly schema: string;
  readonly name: string;
  readonly entry: FunctionEntry | undefined;
  /** `db.schema.name`: whether that database is the connected one, the text does not tell. */
  readonly inDatabase: boolean;
}

const SCHEMA_NAMES = new Set(SCHEMAS.map((schema) => schema.name));
/** A text without a match names no function of ours; U&"" may spell the name in escapes. */
const MAY_NAME_US = new RegExp(`${[...SCHEMA_NAMES].join('|')}|u&"`, 'i');

/** What stands before a name that is no call: a definition, a table, a type. */
const BEFORE_OTHER_NAMES = new Set(
  'function procedure routine aggregate table view into exists references copy type domain of returns setof as only index analyze vacuum'.split(
    ' ',
  ),
);

/** In the order of the text. */
export function findCallHeads(text: string, tokens: readonly Token[]): readonly CallHead[] {
  if (!MAY_NAME_US.test(text)) return [];
  const heads: CallHead[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const head = readHead(tokens, index);
    if (head && !isOtherName(tokens, head)) heads.push(head);
  }
  return heads;
}

function readHead(tokens: readonly Token[], start: number): CallHead | undefined {
  const first = tokens[start];
  // Nearly all tokens are told here.
  if (first?.kind !== 'quotedWord' && !SCHEMA_NAMES.has(first?.word ?? '')) return undefined;
  const schema = readName(tokens, start);
  if (!schema || !SCHEMA_NAMES.has(schema.name) || !isMark(tokens[schema.next], '.')) return undefined;
  const name = readName(tokens, schema.next + 1);
  if (!name || hasHole(name.name) || !isMark(tokens[name.next], '(')) return undefined;
  const inDatabase = isMark(tokens[start - 1], '.');
  if (inDatabase && identifierName(tokens[start - 2] ?? name.token) === undefined) return undefined;
  return {
    start,
    end: name.next - 1,
    open: name.next,
    schema: schema.name,
    name: name.name,
    entry: findFunction(schema.name, name.name),
    inDatabase,
  };
}

/** A name as PostgreSQL reads it, and the index of the token behind it; undefined where none stands. */
export function readName(tokens: readonly Token[], index: number) {
  const token = tokens[index];
  const plain = token && identifierName(token);
  if (!token || plain === undefined) return undefined;
  if (token.kind === 'word' || !/^u&/i.test(token.text)) return { token, name: plain, next: index + 1 };
  const escape = readUescape(tokens, index + 1);
  return { token, name: unescapeName(plain, escape ?? '\\'), next: index + (escape === undefined ? 1 : 3) };
}

/** The character of `UESCAPE 'c'`. */
export function readUescape(tokens: readonly Token[], index: number): string | undefined {
  const literal = tokens[index + 1];
  if (wordOf(tokens[index]) !== 'uescape' || literal?.kind !== 'string') return undefined;
  return parseString(literal).value;
}

/** scan.l, str_udeescape: `\0061`, `\+000061`, a doubled escape for itself. */
function unescapeName(text: string, escape: string): string {
  let value = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const [code, short, long] = (char === escape && UNICODE.exec(text.slice(at + 1, at + 8))) || [];
    if (code !== undefined)
      value += String.fromCodePoint(Math.min(parseInt(short ?? long ?? '', 16), 0x10ffff));
    else value += char;
    at += code?.length ?? (char === escape ? 1 : 0);
  }
  return value;
}

const UNICODE = /^(?:([0-9a-f]{4})|\+([0-9a-f]{6}))/i;

/** Definitions, grants, tables and types also put a parenthesis behind a name. */
function isOtherName(tokens: readonly Token[], head: CallHead): boolean {
  const before = tokens[head.inDatabase ? head.start - 3 : head.start - 1];
  const word = wordOf(before);
  if (word === 'on') return isIndexTarget(tokens);
  if (word !== undefined) return BEFORE_OTHER_NAMES.has(word);
  return before?.kind === 'quotedWord' || isMark(before, '::');
}

/** `CREATE INDEX … ON table (column)`: the table is no function, though a join's condition may be one. */
function isIndexTarget(tokens: readonly Token[]): boolean {
  return wordOf(tokens[0]) === 'create' && ['index', 'unique'].includes(wordOf(tokens[1]) ?? '');
}
