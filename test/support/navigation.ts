/** One `check…` for each feature that reads a document as a whole or leads from one place of it to another. */
import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createDocument } from '../../core/analysis';
import { inlayHints } from '../../server/features/inlayHints';

/** The same text as an independent library reads it: its positions and edits are the judge of ours. */
export function asTextDocument(text: string): TextDocument {
  return TextDocument.create('file:///test.sql', 'sql', 1, text);
}

/** `fixture` has each hint in its place as `«name»`; `<|>…<|>` is the range that is asked for, by default all. */
export function checkInlayHints(fixture: string): void {
  const [before = '', asked, after = ''] = fixture.replaceAll(/«[^»]*»/g, '').split('<|>');
  const text = before + (asked ?? '') + after;
  const judge = asTextDocument(text);
  const start = asked === undefined ? 0 : before.length;
  const end = asked === undefined ? text.length : start + asked.length;
  const hints = inlayHints(createDocument(text), {
    start: judge.positionAt(start),
    end: judge.positionAt(end),
  });
  const edits = hints.map(({ position, label }) => ({
    range: { start: position, end: position },
    newText: `«${typeof label === 'string' ? label : ''}»`,
  }));
  assert.equal(TextDocument.applyEdits(judge, edits), fixture.replaceAll('<|>', ''));
}
