/** The psql variables that a script sets, by `\set`, `\prompt` and `\gset`, and what the text tells of them. */
import type { CallSite } from './calls/model';
import { LAMBDA_ARN_TYPE } from './catalog/invoke';
import { readSelectColumns, type SelectColumn } from './selectColumns';
import type { Chunk } from './sql/chunk';
import type { SqlDocument } from './sql/document';
import { parseMetaCommand } from './sql/metaCommand';
import type { Span } from './span';

export interface PsqlDefinition {
  readonly name: string;
  /** The command that sets it, without its backslash. */
  readonly command: string;
  readonly chunkIndex: number;
  /** Offset of the command in the document. */
  readonly offset: number;
  /** The type that the value had in SQL, where one of our functions made it. */
  readonly type?: string;
  /** Where the name is written, in the document: behind the command or, for `\gset`, as a column's alias. */
  readonly nameSpan?: Span;
  /** What `\gset` puts before the alias. */
  readonly prefix?: string;
}

/** The psql variables that stand, alone, as an argument of one of the calls. */
export function findUsedVariables(calls: readonly CallSite[]): readonly string[] {
  const used: string[] = [];
  for (const call of calls)
    for (const { value } of call.arguments)
      if (value.psqlVariable !== undefined) used.push(value.psqlVariable);
  return used.length === 0 ? NO_NAMES : used;
}

const NO_NAMES: readonly string[] = [];

/** Of these psql variables, those that hold an ARN structure by the time the chunk runs. */
export function findArnVariables(
  document: SqlDocument,
  chunkIndex: number,
  names: readonly string[],
): ReadonlySet<string> {
  if (names.length === 0) return NONE_OF_THEM;
  return new Set(
    names.filter((name) => findDefinition(document, chunkIndex, name)?.type === LAMBDA_ARN_TYPE),
  );
}

const NONE_OF_THEM: ReadonlySet<string> = new Set();

/** The name inside `:name`, `:'name'`, `:"name"`, `:{?name}`. */
export function psqlVariableName(text: string): string {
  return text.replace(/^:(?:'|"|\{\?)?/, '').replace(/['"}]$/, '');
}

/** All that the script sets or unsets, in the order of the text. */
export function findAllDefinitions(document: SqlDocument): readonly PsqlDefinition[] {
  return [...definitionsOf(document).values()].flat().sort((a, b) => a.chunkIndex - b.chunkIndex);
}

/** What sets the variable last before the chunk runs. */
export function findDefinition(
  document: SqlDocument,
  chunkIndex: number,
  name: string,
): PsqlDefinition | undefined {
  const definition = lastBefore(definitionsOf(document).get(name) ?? [], chunkIndex);
  return definition?.command === UNSET ? undefined : definition;
}

/** What the script has set before the chunk runs, one a name, the nearest first. */
export function findDefinitions(document: SqlDocument, chunkIndex: number): readonly PsqlDefinition[] {
  return [...definitionsOf(document).keys()]
    .flatMap((name) => findDefinition(document, chunkIndex, name) ?? [])
    .sort((a, b) => b.chunkIndex - a.chunkIndex);
}

function lastBefore(definitions: readonly PsqlDefinition[], chunkIndex: number): PsqlDefinition | undefined {
  let low = 0;
  let high = definitions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((definitions[middle]?.chunkIndex ?? 0) < chunkIndex) low = middle + 1;
    else high = middle;
  }
  return definitions[low - 1];
}

const UNSET = 'unset';

/** By name, in the order of the text. */
type Definitions = ReadonlyMap<string, readonly PsqlDefinition[]>;

const ofDocuments = new WeakMap<SqlDocument, Definitions>();

/** Read once a document, so that a script in which every call uses a variable costs one pass. */
function definitionsOf(document: SqlDocument): Definitions {
  const before = ofDocuments.get(document);
  if (before) return before;
  const definitions = new Map<string, PsqlDefinition[]>();
  document.chunks.forEach((chunk, chunkIndex) => {
    for (const assignment of assignmentsIn(chunk)) {
      const start = document.offsetOf(chunkIndex);
      const definition = { ...placed(assignment, start), chunkIndex, offset: start + chunk.bodyEnd };
      const others = definitions.get(assignment.name);
      if (others) others.push(definition);
      else definitions.set(assignment.name, [definition]);
    }
  });
  ofDocuments.set(document, definitions);
  return definitions;
}

/** The span counts from the chunk's start. */
type Assignment = Omit<PsqlDefinition, 'chunkIndex' | 'offset'>;

function placed(assignment: Assignment, start: number): Assignment {
  const { nameSpan } = assignment;
  if (!nameSpan) return assignment;
  return { ...assignment, nameSpan: { start: nameSpan.start + start, end: nameSpan.end + start } };
}

const NONE: readonly Assignment[] = [];
const BACKSLASH = 92;
const ofChunks = new WeakMap<Chunk, readonly Assignment[]>();

function assignmentsIn(chunk: Chunk): readonly Assignment[] {
  if (chunk.text.charCodeAt(chunk.bodyEnd) !== BACKSLASH) return NONE;
  const before = ofChunks.get(chunk);
  if (before) return before;
  const assignments = readAssignments(chunk);
  ofChunks.set(chunk, assignments);
  return assignments;
}

function readAssignments(chunk: Chunk): readonly Assignment[] {
  const text = chunk.text.slice(chunk.bodyEnd);
  const { name: command, argument } = parseMetaCommand(text);
  const words = argument.split(/\s+/).filter((word) => word !== '');
  switch (command) {
    case 'set':
    case UNSET:
      return words.slice(0, 1).map((name) => ({
        name,
        command,
        nameSpan: spanOf(chunk, text.indexOf(name, command.length + 1), name),
      }));
    case 'prompt':
      return words
        .slice(-1)
        .map((name) => ({ name, command, nameSpan: spanOf(chunk, text.lastIndexOf(name), name) }));
    case 'gset':
      return readSelectColumns(chunk).map((column) => toGsetAssignment(column, words[0] ?? ''));
    default:
      return NONE;
  }
}

function spanOf(chunk: Chunk, index: number, name: string): Span {
  const start = chunk.bodyEnd + index;
  return { start, end: start + name.length };
}

function toGsetAssignment({ name, type, alias }: SelectColumn, prefix: string): Assignment {
  return {
    name: prefix + name,
    command: 'gset',
    prefix,
    ...(type !== undefined && { type }),
    ...(alias && { nameSpan: { start: alias.start, end: alias.end } }),
  };
}
