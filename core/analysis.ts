/**
 * What is known about a script: the one value that every feature reads. The work is done a statement at a time
 * and kept with the statement's chunk, so that an edit costs what it touches.
 */
import { findCalls } from './calls/callSites';
import type { CallSite } from './calls/model';
import { SCHEMAS } from './catalog/functions';
import { readFragments } from './sql/bodies';
import type { Chunk } from './sql/chunk';
import { SqlDocument } from './sql/document';
import type { Fragment } from './sql/fragment';

export interface StatementAnalysis {
  /** The statement and the SQL inside its strings, outermost first. */
  readonly fragments: readonly Fragment[];
  readonly calls: readonly CallSite[];
}

const NAMES = SCHEMAS.map((schema) => schema.name);
const NOTHING: StatementAnalysis = { fragments: [], calls: [] };
const known = new WeakMap<Chunk, StatementAnalysis>();

const MARK = new RegExp(NAMES.join('|'), 'i');

/** Reads a script as psql would, on the look-out for our schemas. */
export function createDocument(text: string): SqlDocument {
  return SqlDocument.create(text, { psql: true, mark: MARK });
}

/** The same for a text that is being edited: a quote that is not closed yet does not swallow what stands behind. */
export function createEditedDocument(text: string): SqlDocument {
  return SqlDocument.create(text, { psql: true, recover: true, mark: MARK });
}

/** Offsets in the answer count from the chunk's start. A chunk that names none of our schemas has none. */
export function analyzeChunk(chunk: Chunk): StatementAnalysis {
  if (chunk.kind !== 'sql' || !chunk.marked) return NOTHING;
  const before = known.get(chunk);
  if (before) return before;
  const analysis = analyze(chunk);
  known.set(chunk, analysis);
  return analysis;
}

function analyze(chunk: Chunk): StatementAnalysis {
  const fragments = readFragments(chunk.text, chunk.options, NAMES);
  return { fragments, calls: fragments.flatMap((fragment) => findCalls(fragment)) };
}
