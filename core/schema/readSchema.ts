/**
 * What a script declares, read a statement at a time and kept with the statement's chunk. Statements that declare
 * nothing are told by their first word.
 */
import { TokenCursor, isMark, wordOf } from '../sql/cursor';
import type { Chunk } from '../sql/chunk';
import type { SqlDocument } from '../sql/document';
import { tokenize } from '../sql/tokens';
import { readAlteration } from './alterations';
import {
  EMPTY_SCHEMA,
  type CastDeclaration,
  type Declaration,
  type DeclaredSchema,
  type QualifiedName,
} from './model';
import { readTable, readView } from './relations';
import { readRoutine, readTrigger } from './routines';
import { readDomain, readType } from './types';

const known = new WeakMap<Chunk, readonly Declaration[]>();
/** By the first chunk that declares something: what all chunks declared when last asked. */
const schemas = new WeakMap<Chunk, ScriptSchema>();

/** The same value again as long as no statement that declares something changes. */
export function readSchema(document: SqlDocument): DeclaredSchema {
  const before = documents.get(document);
  if (before) return before;
  const schema = readChunks(document);
  documents.set(document, schema);
  return schema;
}

const documents = new WeakMap<SqlDocument, DeclaredSchema>();

function readChunks(document: SqlDocument): DeclaredSchema {
  const chunks = document.chunks.filter(({ declares }) => declares);
  const [first] = chunks;
  if (!first) return EMPTY_SCHEMA;
  const before = schemas.get(first);
  if (before && isSame(before.chunks, chunks)) return before;
  const schema = new ScriptSchema(chunks);
  schemas.set(first, schema);
  return schema;
}

/** Read when somebody asks for a name: in many scripts no call does. */
class ScriptSchema implements DeclaredSchema {
  private read: readonly Declaration[] | undefined;

  constructor(readonly chunks: readonly Chunk[]) {}

  get declarations(): readonly Declaration[] {
    return (this.read ??= readAll(this.chunks));
  }

  get casts(): readonly CastDeclaration[] {
    const found = this.chunks.filter(({ head }) => head.includes('cast'));
    return found.flatMap((chunk) => readChunk(chunk).filter((one) => one.kind === 'cast'));
  }
}

/** One schema of several; where they contradict each other, what is asked of it is not known. */
export function mergeSchemas(parts: Iterable<DeclaredSchema>): DeclaredSchema {
  const declarations = [...parts].flatMap((part) => part.declarations);
  return declarations.length === 0 ? EMPTY_SCHEMA : { declarations };
}

function isSame(a: readonly Chunk[], b: readonly Chunk[]): boolean {
  return a.length === b.length && a.every((chunk, index) => chunk === b[index]);
}

/** Unqualified names belong to the schema that the script has set last. */
function readAll(chunks: readonly Chunk[]): readonly Declaration[] {
  let path: string | undefined;
  return chunks.flatMap((chunk) => {
    if (chunk.head.startsWith('set')) path = readPath(chunk);
    return readChunk(chunk).map((declaration) => inSchema(declaration, path));
  });
}

/** The first schema of SET search_path TO a, b; public is where names without one are looked for anyway. */
function readPath(chunk: Chunk): string | undefined {
  const tokens = tokenize(chunk.text, chunk.options).significant;
  const at = tokens.findIndex(
    (token) => isMark(token, '=') || wordOf(token) === 'to' || wordOf(token) === 'schema',
  );
  const name = tokens[at + 1]?.text.replace(/^(["'])(.*)\1$/, '$2');
  return name === undefined || ['public', '$user', 'default', ''].includes(name) ? undefined : name;
}

function inSchema(declaration: Declaration, schema: string | undefined): Declaration {
  if (schema === undefined) return declaration;
  const place = (name: QualifiedName): QualifiedName =>
    name.schema === undefined ? { ...name, schema } : name;
  switch (declaration.kind) {
    case 'cast':
      return declaration;
    case 'trigger':
      return { ...declaration, table: place(declaration.table), routine: place(declaration.routine) };
    default:
      return { ...declaration, name: place(declaration.name) };
  }
}

function readChunk(chunk: Chunk): readonly Declaration[] {
  const before = known.get(chunk);
  if (before) return before;
  const declarations = readDeclarations(chunk.text);
  known.set(chunk, declarations);
  return declarations;
}

function readDeclarations(text: string): readonly Declaration[] {
  const cursor = new TokenCursor(tokenize(text, { psql: true }).significant);
  if (cursor.takeWords('alter')) {
    cursor.takeWords('foreign');
    const isRead = cursor.takeWords('table') || cursor.takeWords('type') || cursor.takeWords('view');
    return isRead ? readAlteration(cursor, text) : [];
  }
  if (!cursor.takeWords('create')) return [];
  const read = readCreation(cursor, text);
  return read ? [read] : [];
}

const ADJECTIVES = ['or', 'replace', 'global', 'local', 'unlogged', 'foreign', 'materialized', 'constraint'];

function readCreation(cursor: TokenCursor, text: string): Declaration | undefined {
  let temporary = false;
  for (; ; cursor.advance()) {
    if (cursor.word === 'temp' || cursor.word === 'temporary') temporary = true;
    else if (!ADJECTIVES.includes(cursor.word ?? '')) break;
  }
  const word = wordOf(cursor.advance());
  switch (word) {
    case 'table':
      return readTable(cursor, text, temporary);
    case 'view':
      return readView(cursor, text, temporary);
    case 'type':
      return readType(cursor, text);
    case 'domain':
      return readDomain(cursor, text);
    case 'function':
    case 'procedure':
    case 'aggregate':
      return readRoutine(cursor, text, word);
    case 'trigger':
      return readTrigger(cursor);
    case 'cast':
      return readCast(cursor, text);
    default:
      return undefined;
  }
}

/** `(a AS b) … AS IMPLICIT`. */
function readCast(cursor: TokenCursor, text: string): Declaration | undefined {
  if (!cursor.tokens.some((token) => wordOf(token) === 'implicit') || !cursor.takeMark('(')) return undefined;
  const end = cursor.tokens.findIndex((token) => isMark(token, ')'));
  const middle = cursor.tokens.findIndex((token, index) => index > cursor.index && wordOf(token) === 'as');
  const textOf = (from: number, to: number): string =>
    text.slice(cursor.tokens[from]?.start, cursor.tokens[to - 1]?.end);
  if (middle < 0 || middle > end) return undefined;
  return { kind: 'cast', types: [textOf(cursor.index, middle), textOf(middle + 1, end)] };
}
