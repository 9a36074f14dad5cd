/**
 * What is known about a script: the one value that every feature reads. The work is done a statement at a time
 * and kept with the statement's chunk, so that an edit costs what it touches.
 */
import { findCalls } from './calls/callSites';
import type { CallSite } from './calls/model';
import { SCHEMAS } from './catalog/functions';
import { NOTHING_DECLARED, Remembered, type Declared } from './schema/declared';
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

/** Stands for an analysis and all that it says, which is the same as long as this object is. */
export interface AnalysisEdition {
  /** Undefined for all chunks that name none of our schemas. */
  readonly chunk: Chunk | undefined;
}

interface Kept extends AnalysisEdition {
  /** Undefined once it has been dropped: it takes far more room than its text. */
  analysis: StatementAnalysis | undefined;
  /** What it was made with, or what says the same. */
  readonly declared: Remembered;
}

const NO_EDITION: AnalysisEdition = { chunk: undefined };

const known = new WeakMap<Chunk, Kept>();

/** Those that have not been dropped, the oldest first. */
const recent: Kept[] = [];
export const MOST_KEPT = 500;
/** Characters of all that are kept: a statement that takes in a long script is another one with each keystroke. */
const MOST_TEXT = 2_000_000;
let recentLength = 0;

const MARK = new RegExp(NAMES.join('|'), 'i');

/** Reads a script as psql would, on the look-out for our schemas. */
export function createDocument(text: string): SqlDocument {
  return SqlDocument.create(text, { psql: true, mark: MARK });
}

/** The same for a text that is being edited: a quote that is not closed yet does not swallow what stands behind. */
export function createEditedDocument(text: string): SqlDocument {
  return SqlDocument.create(text, { psql: true, recover: true, mark: MARK });
}

/**
 * Offsets in the answer count from the chunk's start. A chunk that names none of our schemas has none. Without
 * `given`, what was declared when the chunk was read last counts.
 */
export function analyzeChunk(chunk: Chunk, given?: Declared): StatementAnalysis {
  if (chunk.kind !== 'sql' || !chunk.marked) return NOTHING;
  const kept = (given ? undefined : known.get(chunk)) ?? keep(chunk, given ?? NOTHING_DECLARED);
  if (kept.analysis) return kept.analysis;
  kept.analysis = analyze(chunk, kept.declared);
  keepRecent(kept);
  return kept.analysis;
}

/** Changes when what the analysis depends on is declared otherwise; by it, what was made of an analysis can be kept. */
export function editionOf(chunk: Chunk, declared: Declared = NOTHING_DECLARED): AnalysisEdition {
  if (chunk.kind !== 'sql' || !chunk.marked) return NO_EDITION;
  return keep(chunk, declared);
}

/**
 * For whoever goes through more statements than are kept anyway: an analysis that is let go at once never leaves the
 * part of the heap that is cheap to clear.
 */
export function dropAnalysis(chunk: Chunk): void {
  const kept = known.get(chunk);
  if (kept) kept.analysis = undefined;
}

function keep(chunk: Chunk, declared: Declared): Kept {
  const before = known.get(chunk);
  if (before?.declared.follow(declared)) return before;
  const remembered = new Remembered(declared);
  const kept = { chunk, analysis: analyze(chunk, remembered), declared: remembered };
  known.set(chunk, kept);
  keepRecent(kept);
  return kept;
}

function keepRecent(kept: Kept): void {
  recent.push(kept);
  recentLength += lengthOf(kept);
  if (recent.length < 2 * MOST_KEPT && recentLength < MOST_TEXT) return;
  const isMany = recent.length >= 2 * MOST_KEPT;
  for (const old of recent.splice(0, isMany ? MOST_KEPT : recent.length - 1)) {
    old.analysis = undefined;
    recentLength -= lengthOf(old);
  }
}

function lengthOf({ chunk }: AnalysisEdition): number {
  return chunk?.text.length ?? 0;
}

function analyze(chunk: Chunk, declared: Declared): StatementAnalysis {
  const fragments = readFragments(chunk.text, chunk.options, NAMES);
  return { fragments, calls: fragments.flatMap((fragment) => findCalls(fragment, declared)) };
}
