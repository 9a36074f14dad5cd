/** The psql variables that a script sets: `\set`, `\prompt`, `\gset`. */
import type { Chunk, SqlDocument } from '../../core/sql/document';
import { parseMetaCommand, type MetaCommand } from '../../core/sql/metaCommand';
import { readSelectColumns } from './selectList';

export interface PsqlDefinition {
  readonly name: string;
  /** The command that sets it, without its backslash. */
  readonly command: string;
  /** Offset of the command in the document. */
  readonly offset: number;
  /** The type that the value had in SQL, where one of our functions made it. */
  readonly type?: string;
}

/** What the script has set before the chunk runs, one a name, the nearest first. */
export function findPsqlDefinitions(document: SqlDocument, chunkIndex: number): readonly PsqlDefinition[] {
  const found = new Map<string, PsqlDefinition>();
  for (let index = chunkIndex - 1; index >= 0; index--) {
    const chunk = document.chunks[index];
    for (const definition of chunk ? definitionsIn(chunk) : []) {
      if (found.has(definition.name)) continue;
      found.set(definition.name, { ...definition, offset: document.offsetOf(index) + definition.offset });
    }
  }
  return [...found.values()];
}

const NONE: readonly PsqlDefinition[] = [];
const known = new WeakMap<Chunk, readonly PsqlDefinition[]>();

/** Offsets count from the chunk's start. */
function definitionsIn(chunk: Chunk): readonly PsqlDefinition[] {
  if (chunk.text.charAt(chunk.bodyEnd) !== '\\') return NONE;
  const before = known.get(chunk);
  if (before) return before;
  const command = parseMetaCommand(chunk.text.slice(chunk.bodyEnd));
  const definitions = readNames(chunk, command).map((definition) => ({
    ...definition,
    command: command.name,
    offset: chunk.bodyEnd,
  }));
  known.set(chunk, definitions);
  return definitions;
}

function readNames(
  chunk: Chunk,
  { name, argument }: MetaCommand,
): readonly Pick<PsqlDefinition, 'name' | 'type'>[] {
  const words = argument.split(/\s+/).filter((word) => word !== '');
  switch (name) {
    case 'set':
      return words.slice(0, 1).map((word) => ({ name: word }));
    case 'prompt':
      return words.slice(-1).map((word) => ({ name: word }));
    case 'gset':
      return readSelectColumns(chunk).map((column) => ({ ...column, name: (words[0] ?? '') + column.name }));
    default:
      return [];
  }
}

/** The name inside `:name`, `:'name'`, `:"name"`, `:{?name}`. */
export function psqlVariableName(text: string): string {
  return text.replace(/^:(?:'|"|\{\?)?/, '').replace(/['"}]$/, '');
}
