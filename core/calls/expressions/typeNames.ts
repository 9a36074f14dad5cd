/** Names of types as SQL spells them (gram.y, Typename). */
import { LAMBDA_ARN_TYPE } from '../../catalog/invoke';
import { TokenCursor, wordOf } from '../../sql/cursor';
import { tokenize } from '../../sql/tokens';
import { readName } from '../names';
import { arrayOf, isPseudo, isType, type TypeId } from '../types/typeFacts';
import { isReserved } from '../words';

/** Finds a type that isn't PostgreSQL's own by its name, its schema before it where that is written. */
export type FindType = (parts: readonly string[]) => TypeId | undefined;

const findNone: FindType = () => undefined;

export interface TypeName {
  /** undefined: no type that is known, or one that PostgreSQL may refuse. */
  readonly type: TypeId | undefined;
  /** A length or precision, which PostgreSQL enforces by a function call of its own. */
  readonly modified: boolean;
}

/** Spellings that aren't names in pg_type, and whether `(n)` or `(p, s)` may follow. */
const SPELLINGS = new Map(
  Object.entries<{ readonly type: TypeId; readonly modifiers: number }>({
    int: { type: 'int4', modifiers: 0 },
    integer: { type: 'int4', modifiers: 0 },
    smallint: { type: 'int2', modifiers: 0 },
    bigint: { type: 'int8', modifiers: 0 },
    real: { type: 'float4', modifiers: 0 },
    float: { type: 'float8', modifiers: 1 },
    'double precision': { type: 'float8', modifiers: 0 },
    decimal: { type: 'numeric', modifiers: 2 },
    dec: { type: 'numeric', modifiers: 2 },
    numeric: { type: 'numeric', modifiers: 2 },
    boolean: { type: 'bool', modifiers: 0 },
    varchar: { type: 'varchar', modifiers: 1 },
    character: { type: 'bpchar', modifiers: 1 },
    char: { type: 'bpchar', modifiers: 1 },
    nchar: { type: 'bpchar', modifiers: 1 },
    'national character': { type: 'bpchar', modifiers: 1 },
    'national char': { type: 'bpchar', modifiers: 1 },
    'character varying': { type: 'varchar', modifiers: 1 },
    'char varying': { type: 'varchar', modifiers: 1 },
    'nchar varying': { type: 'varchar', modifiers: 1 },
    'national character varying': { type: 'varchar', modifiers: 1 },
    'national char varying': { type: 'varchar', modifiers: 1 },
    bit: { type: 'bit', modifiers: 1 },
    'bit varying': { type: 'varbit', modifiers: 1 },
    timestamp: { type: 'timestamp', modifiers: 1 },
    time: { type: 'time', modifiers: 1 },
    interval: { type: 'interval', modifiers: 1 },
  }),
);
const LONGEST_SPELLING = 3;
/** Without a length these have the length 1. */
const FIXED_LENGTH = new Set(['bpchar', 'bit']);
const INTERVAL_FIELDS = new Set(['year', 'month', 'day', 'hour', 'minute', 'second']);

/** Reads a type's name; undefined, and the cursor anywhere, where none stands. */
export function readTypeName(cursor: TokenCursor, find: FindType = findNone): TypeName | undefined {
  const simple = readSimpleName(cursor, find);
  return simple && readArrayBounds(cursor, simple);
}

/** The type of a declaration, which is kept as text. */
export function parseTypeName(text: string, find: FindType = findNone): TypeId | undefined {
  const before = builtins.get(text);
  if (before !== undefined) return before;
  let isBuiltin = true;
  const cursor = new TokenCursor(tokenize(text, { psql: false }).significant);
  const name = readTypeName(cursor, (parts) => {
    isBuiltin = false;
    return find(parts);
  });
  const type = name && cursor.done ? name.type : undefined;
  if (type !== undefined && isBuiltin && builtins.size < MOST_BUILTINS) builtins.set(text, type);
  return type;
}

/** PostgreSQL's own types by their spellings: the same few stand in thousands of columns. */
const builtins = new Map<string, TypeId>();
const MOST_BUILTINS = 1_000;

/** Without array bounds: what may stand before a literal. */
export function readSimpleName(cursor: TokenCursor, find: FindType = findNone): TypeName | undefined {
  const spelling = findSpelling(cursor);
  if (!spelling) return readGenericName(cursor, find);
  const { type, modifiers, words } = spelling;
  cursor.index += words;
  const given = readModifiers(cursor);
  if (!given) return undefined;
  const modified = given.length > 0 || (FIXED_LENGTH.has(type) && words > 0);
  if (given.length > modifiers || !areValid(type, given)) return { type: undefined, modified };
  if (type === 'float8' && given[0] !== undefined && given[0] <= 24)
    return { type: 'float4', modified: false };
  if (type === 'time' || type === 'timestamp') return { type: type + readTimeZone(cursor), modified };
  if (type === 'interval') return { type, modified: readIntervalFields(cursor) || modified };
  return { type, modified };
}

const FIRST_WORDS = new Set([...SPELLINGS.keys()].map((spelling) => spelling.split(' ')[0]));

function findSpelling(cursor: TokenCursor) {
  // Asked of every name there is.
  if (!FIRST_WORDS.has(cursor.word)) return undefined;
  for (let words = LONGEST_SPELLING; words > 0; words--) {
    const parts = Array.from({ length: words }, (_, distance) => wordOf(cursor.peek(distance)));
    const found = parts.includes(undefined) ? undefined : SPELLINGS.get(parts.join(' '));
    if (found) return { ...found, words };
  }
  return undefined;
}

/** `(n)` or `(p, s)`, empty where there is none; undefined where something else stands in the parentheses. */
function readModifiers(cursor: TokenCursor): readonly number[] | undefined {
  const values: number[] = [];
  if (!cursor.takeMark('(')) return values;
  do {
    const token = cursor.advance();
    if (token?.kind !== 'number' || !/^\d+$/.test(token.text)) return undefined;
    values.push(Number(token.text));
  } while (cursor.takeMark(','));
  return cursor.takeMark(')') ? values : undefined;
}

function areValid(type: TypeId, [first = 1, second = 0]: readonly number[]): boolean {
  if (type === 'time' || type === 'timestamp' || type === 'interval') return first <= 6;
  if (type === 'numeric') return first >= 1 && first <= 1000 && second <= first;
  if (type === 'float8') return first >= 1 && first <= 53;
  return first >= 1 && first <= 10_485_760;
}

function readTimeZone(cursor: TokenCursor): 'tz' | '' {
  if (cursor.takeWords('with', 'time', 'zone')) return 'tz';
  cursor.takeWords('without', 'time', 'zone');
  return '';
}

/** `YEAR TO MONTH` and its like; whether there are any. */
export function readIntervalFields(cursor: TokenCursor): boolean {
  const first = cursor.word;
  if (first === undefined || !INTERVAL_FIELDS.has(first)) return false;
  cursor.advance();
  if (wordOf(cursor.token) === 'to' && INTERVAL_FIELDS.has(wordOf(cursor.peek()) ?? '')) cursor.index += 2;
  readModifiers(cursor);
  return true;
}

/** GenericType: a name, with its schema or without; not that of a pseudo-type, which no value has. */
function readGenericName(cursor: TokenCursor, find: FindType): TypeName | undefined {
  const parts: string[] = [];
  do {
    const named = readName(cursor.tokens, cursor.index);
    if (!named || (parts.length === 0 && isReserved(named.token))) return undefined;
    cursor.index = named.next;
    parts.push(named.name);
  } while (cursor.takeMark('.'));
  const modifiers = readModifiers(cursor);
  if (!modifiers) return undefined;
  if (isPseudo(parts.at(-1) ?? '')) return undefined;
  const type = modifiers.length === 0 ? (findType(parts) ?? find(parts)) : undefined;
  return { type, modified: modifiers.length > 0 };
}

function findType(parts: readonly string[]): TypeId | undefined {
  const name = parts.join('.');
  if (name === LAMBDA_ARN_TYPE) return name;
  const [schema, last] = parts.length === 2 ? parts : ['pg_catalog', name];
  if (schema !== 'pg_catalog' || last === undefined) return undefined;
  return isType(last) && !last.includes('.') ? last : undefined;
}

/** `[]`, `[3]`, `ARRAY`, `ARRAY[3]`: all the same type, however many dimensions. */
function readArrayBounds(cursor: TokenCursor, name: TypeName): TypeName | undefined {
  let isArray = cursor.takeWords('array');
  while (cursor.takeMark('[')) {
    isArray = true;
    if (cursor.token?.kind === 'number') cursor.advance();
    if (!cursor.takeMark(']')) return undefined;
  }
  if (!isArray) return name;
  return { type: name.type === undefined ? undefined : arrayOf(name.type), modified: name.modified };
}
