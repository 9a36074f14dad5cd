/** All code actions of a text, each applied, and what must hold of the result whatever the action. */
import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createDocument } from '../../core/analysis';
import { findProblems, type Problem } from '../../core/problems';
import { tokenize } from '../../core/sql/tokens';
import { FIX_ALL_KIND } from '../../server/start/capabilities';
import { codeActions, type DocumentAction } from '../../server/features/codeActions';
import { findAllCalls } from './verdictOracle';

export interface ActionOutcome {
  readonly action: DocumentAction;
  readonly result: string;
}

/** Every action at every call, argument and problem of the text, each once. Fails where an edit overlaps another. */
export function applyAllActions(text: string): readonly ActionOutcome[] {
  const judge = TextDocument.create('file:///test.sql', 'sql', 1, text);
  const document = createDocument(text);
  const outcomes = new Map<string, ActionOutcome>();
  for (const offset of placesIn(text, findProblems(document))) {
    const position = judge.positionAt(offset);
    const at = { start: position, end: position };
    for (const action of [...codeActions(document, at), ...codeActions(document, at, [FIX_ALL_KIND])]) {
      const result = TextDocument.applyEdits(judge, [...action.edits]);
      outcomes.set([action.kind, action.title, result].join('\n'), { action, result });
    }
  }
  return [...outcomes.values()];
}

/** The text may be a script; its calls are found by their fragments' own offsets. */
function placesIn(text: string, problems: readonly Problem[]): ReadonlySet<number> {
  const calls = findAllCalls(text).flatMap(({ fragment, nameSpan, arguments: all }) =>
    [nameSpan, ...all.map(({ span }) => span)].map(({ start }) => fragment.outer(start)),
  );
  return new Set([...calls, ...problems.map(({ span }) => span.start)]);
}

/** The result lexes, what is to be mended is mended, and no error is there that was not. */
export function checkOutcome(before: string, { action, result }: ActionOutcome): void {
  const label = `${action.title}: ${before} → ${result}`;
  assert.notEqual(result, before, label);
  if (isWhole(before)) assert.ok(isWhole(result), `does not lex: ${label}`);
  const code = action.diagnostic?.code;
  const [known, left] = [problemsIn(before), problemsIn(result)];
  if (code !== undefined) {
    const [start, end] = placeAfter(before, action);
    const same = left.filter(
      (problem) => problem.code === code && problem.span.start === start && problem.span.end === end,
    );
    assert.deepEqual(same, [], `${code} is still there: ${label}`);
  }
  // Mending a refused call shows what could not be known before: what its arguments mean, and what the call that it
  // stands in says to its result.
  const mended = code === undefined && action.kind === FIX_ALL_KIND ? known.map((one) => one.code) : [code];
  const mendsRefusal = mended.some((one) => String(one).startsWith('call-'));
  // So does a change of what nobody could tell.
  const decidesMore = countUndecided(result) < countUndecided(before);
  const isWorse = countErrors(left) > countErrors(known);
  assert.ok(
    mendsRefusal || decidesMore || !isWorse,
    `new errors ${left.map(({ message }) => message).join(' ')}: ${label}`,
  );
}

/** Start and end of the problem that is mended, seen from the result. */
function placeAfter(before: string, { diagnostic, edits }: DocumentAction): readonly number[] {
  const judge = TextDocument.create('file:///test.sql', 'sql', 1, before);
  if (!diagnostic) return [];
  return [diagnostic.range.start, diagnostic.range.end].map((position) => {
    const place = judge.offsetAt(position);
    const earlier = edits.filter(({ range }) => judge.offsetAt(range.end) <= place);
    const added = earlier.map(({ range, newText }) => newText.length - judge.getText(range).length);
    return added.reduce((sum, length) => sum + length, place);
  });
}

function problemsIn(text: string): readonly Problem[] {
  return findProblems(createDocument(text));
}

/** Whether the text lexes. */
export function isWhole(text: string): boolean {
  const { significant, comments } = tokenize(text, { psql: true });
  return [...significant, ...comments].every(({ closed, kind }) => closed && kind !== 'junk');
}

function countUndecided(text: string): number {
  return findAllCalls(text).filter(({ verdict }) => verdict.kind === 'undecided').length;
}

function countErrors(problems: readonly Problem[]): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}
