/** Checks of the ways to write a call anew: each result is read again and judged as PostgreSQL would. */
import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { analyzeChunk, createDocument } from '../../core/analysis';
import { codeActions } from '../../server/features/codeActions';
import { cursor } from './fixture';
import { asTextDocument } from './navigation';
import { problemsOf } from './rules';

/** The rewritings at the cursor, by title: SQL with the cursor in, the text after each out. */
export function rewrite(fixture: string): ReadonlyMap<string, string> {
  const { text, offset } = cursor(fixture);
  const judge = asTextDocument(text);
  const position = judge.positionAt(offset);
  const actions = codeActions(createDocument(text), { start: position, end: position }, ['refactor']);
  return new Map(
    actions.map(({ title, kind, edits }) => {
      assert.match(kind, /^refactor\.(?:rewrite|extract)$/);
      // It throws where edits overlap.
      const after = TextDocument.applyEdits(judge, [...edits]);
      checkAccepted(title, text, after);
      return [title, after];
    }),
  );
}

/** Every call is accepted, and no problem is there that was not. */
function checkAccepted(title: string, before: string, after: string): void {
  for (const chunk of createDocument(after).chunks) {
    for (const { verdict } of analyzeChunk(chunk).calls)
      assert.equal(verdict.kind, 'ok', `${title}: ${after}`);
  }
  const known = problemsOf(before).map(({ code }) => code);
  const fresh = problemsOf(after).filter(({ code }) => !known.includes(code));
  assert.deepEqual(fresh, [], `${title}: ${after}`);
}

/** The rewriting of this title gives this text. */
export function checkRewrite(fixture: string, title: string, result: string): void {
  const all = rewrite(fixture);
  assert.equal(all.get(title), result, `there are: ${[...all.keys()].join(', ') || 'none'}`);
}

/** No rewriting of this title is offered. */
export function checkNoRewrite(fixture: string, title: string): void {
  assert.equal(rewrite(fixture).get(title), undefined);
}
