/** One life of a document by seed: a text, and edits after each of which everything is checked. */
import type { SqlDocument, TextEdit } from '../../core/sql/document';
import { createEditedDocument } from '../../core/analysis';
import { HostDocument } from '../../server/documents/hostDocument';
import { createRandom } from '../support/random';
import { checkHost, checkScript } from './checks';
import { applyEdit, createEdit } from './edits';
import { pickSource, type Source } from './sources';

const EDITS = 30;

export interface Story extends Source {
  readonly edits: readonly TextEdit[];
  /** Decides what is asked, and where. */
  readonly seed: number;
}

export function createStory(seed: number): Story {
  const random = createRandom(seed);
  const source = pickSource(random);
  const edits: TextEdit[] = [];
  let text = source.text;
  for (let step = 0; step < EDITS; step++) {
    const edit = createEdit(text, random);
    edits.push(edit);
    text = applyEdit(text, edit);
  }
  return { ...source, edits, seed };
}

/** What is wrong, as one line; undefined where all is well. */
export function tellFailure(story: Story): string | undefined {
  try {
    if (story.languageId === 'sql') liveScript(story);
    else liveHost(story);
    return undefined;
  } catch (error) {
    return String(error instanceof Error ? (error.stack ?? error.message) : error);
  }
}

function liveScript({ text: first, edits, seed }: Story): void {
  const random = createRandom(seed);
  let text = first;
  let document: SqlDocument = createEditedDocument(text);
  checkScript(document, text, random);
  for (const edit of edits) {
    text = applyEdit(text, edit);
    document = document.edit(edit);
    checkScript(document, text, random);
  }
}

function liveHost({ text: first, languageId, edits, seed }: Story): void {
  const random = createRandom(seed);
  let text = first;
  let host = HostDocument.create(text, languageId);
  checkHost(host, text, random);
  for (const edit of edits) {
    // Editors send lines and columns, which never stand inside of a line break.
    const range = { start: host.positionAt(edit.start), end: host.positionAt(edit.end) };
    const exact = { ...edit, start: host.offsetAt(range.start), end: host.offsetAt(range.end) };
    text = applyEdit(text, exact);
    host = host.change({ range, text: edit.newText });
    checkHost(host, text, random);
  }
}

/** The shortest story found that fails too: without the edits and the pieces of text that it does not need. */
export function minimize(story: Story): Story {
  let smallest = story;
  for (let isSmaller = true; isSmaller;) {
    const before = smallest;
    smallest = withoutText(withoutEdits(smallest));
    isSmaller = size(smallest) < size(before);
  }
  return smallest;
}

function size({ text, edits }: Story): number {
  return text.length + edits.length;
}

/** An edit that is folded into the text that came before it, or left out. */
function withoutEdits(story: Story): Story {
  let smallest = story;
  for (let count = smallest.edits.length; count > 0; count--) {
    const [edit, ...edits] = smallest.edits;
    if (!edit) break;
    const folded = { ...smallest, text: applyEdit(smallest.text, edit), edits };
    if (tellFailure(folded) === undefined) break;
    smallest = folded;
  }
  for (let index = smallest.edits.length - 1; index >= 0; index--) {
    const shorter = { ...smallest, edits: smallest.edits.toSpliced(index, 1) };
    if (tellFailure(shorter) !== undefined) smallest = shorter;
  }
  return smallest;
}

/** Stretches of the text, the large ones first; edits behind them move up. */
function withoutText(story: Story): Story {
  let smallest = story;
  for (let length = Math.ceil(story.text.length / 2); length >= 1; length = Math.floor(length / 2)) {
    for (let start = smallest.text.length - length; start >= 0; start -= length) {
      const shorter = withoutStretch(smallest, start, length);
      if (shorter && tellFailure(shorter) !== undefined) smallest = shorter;
    }
  }
  return smallest;
}

/** Undefined where an edit stands in the stretch. */
function withoutStretch(story: Story, start: number, length: number): Story | undefined {
  const end = start + length;
  if (story.edits.some((edit) => edit.end > start && edit.start < end)) return undefined;
  const move = (offset: number): number => (offset >= end ? offset - length : offset);
  const edits = story.edits.map((edit) => ({ ...edit, start: move(edit.start), end: move(edit.end) }));
  return { ...story, text: story.text.slice(0, start) + story.text.slice(end), edits };
}
