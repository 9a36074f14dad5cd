/** One `check…` for each feature that reads a document as a whole or leads from one place of it to another. */
import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentSymbol, SelectionRange } from 'vscode-languageserver-types';
import { createDocument } from '../../core/analysis';
import type { SqlDocument } from '../../core/sql/document';
import { definition } from '../../server/features/definition';
import { documentLinks } from '../../server/features/documentLinks';
import { documentSymbols } from '../../server/features/documentSymbols';
import { foldingRanges } from '../../server/features/foldingRanges';
import { inlayHints, type NameHints } from '../../server/features/inlayHints';
import { documentHighlights, findTarget, references } from '../../server/features/references';
import { prepareRename, rename } from '../../server/features/rename';
import { prepareLambdaRename, renameLambda } from '../../server/features/renameLambda';
import { selectionRange } from '../../server/features/selectionRanges';
import { workspaceSymbols } from '../../server/features/workspaceSymbols';
import { summarize } from '../../server/workspace/summary';
import { cursor } from './fixture';

/** The same text as an independent library reads it: its positions and edits are the judge of ours. */
export function asTextDocument(text: string): TextDocument {
  return TextDocument.create('file:///test.sql', 'sql', 1, text);
}

/** `fixture` has each hint in its place as `«name»`; `<|>…<|>` is the range that is asked for, by default all. */
export function checkInlayHints(fixture: string, names?: NameHints): void {
  const [before = '', asked, after = ''] = fixture.replaceAll(/«[^»]*»/g, '').split('<|>');
  const text = before + (asked ?? '') + after;
  const judge = asTextDocument(text);
  const start = asked === undefined ? 0 : before.length;
  const end = asked === undefined ? text.length : start + asked.length;
  const range = { start: judge.positionAt(start), end: judge.positionAt(end) };
  const hints = inlayHints(createDocument(text), range, names);
  const edits = hints.map(({ position, label }) => ({
    range: { start: position, end: position },
    newText: `«${typeof label === 'string' ? label : ''}»`,
  }));
  assert.equal(TextDocument.applyEdits(judge, edits), fixture.replaceAll('<|>', ''));
}

/** The outline, a symbol a line, `name | detail | what is selected | how the whole begins`, indented by depth. */
export function checkSymbols(text: string, outline: string): void {
  const judge = asTextDocument(text);
  const draw = (symbols: readonly DocumentSymbol[], indent: string): string[] =>
    symbols.flatMap(({ name, detail, range, selectionRange, children }) => {
      const [start, end] = [judge.offsetAt(range.start), judge.offsetAt(range.end)];
      const [from, to] = [judge.offsetAt(selectionRange.start), judge.offsetAt(selectionRange.end)];
      assert.ok(start <= from && to <= end, `${name}: the selection is not inside of the whole`);
      const begin = text.slice(start, end).slice(0, 10);
      const line = `${indent}${name} | ${detail ?? ''} | ${text.slice(from, to)} | ${begin}`;
      return [line, ...draw(children ?? [], `${indent}  `)];
    });
  assert.equal(draw(documentSymbols(createDocument(text)), '').join('\n'), outline.trim());
}

/** `fixture` has the cursor as `<|>` and the definition between `«` and `»`. */
export function checkDefinition(fixture: string): void {
  const { text, offset } = cursor(fixture.replaceAll(/[«»]/g, ''));
  const found = definition(createDocument(text), offset);
  assert.equal(found?.kind, 'place');
  const { start, end } = found.range;
  const marked = TextDocument.applyEdits(asTextDocument(text), [
    { range: { start, end: start }, newText: '«' },
    { range: { start: end, end }, newText: '»' },
  ]);
  assert.equal(marked, fixture.replace('<|>', ''));
}

/** The definition is the handler of this function; undefined where there is none at all. */
export function checkHandler(fixture: string, functionName: string | undefined): void {
  const { text, offset } = cursor(fixture);
  const expected = functionName === undefined ? undefined : { kind: 'handler', functionName };
  assert.deepEqual(definition(createDocument(text), offset), expected);
}

/** `fixture` has the cursor as `<|>`, each place that uses the target as `«…»` and each that sets it as `‹…›`. */
export function checkReferences(fixture: string): void {
  const { text, offset } = cursor(fixture.replaceAll(/[«»‹›]/g, ''));
  const document = createDocument(text);
  const target = findTarget(document, offset);
  const all = target ? references(document, target, true) : [];
  const used = (target ? references(document, target, false) : []).map(({ start }) => JSON.stringify(start));
  const edits = all.flatMap(({ start, end }) => {
    const [open, close] = used.includes(JSON.stringify(start)) ? ['«', '»'] : ['‹', '›'];
    return [
      { range: { start, end: start }, newText: open ?? '' },
      { range: { start: end, end }, newText: close ?? '' },
    ];
  });
  assert.equal(TextDocument.applyEdits(asTextDocument(text), edits), fixture.replace('<|>', ''));
  const highlighted = documentHighlights(document, offset).map(({ range }) => range);
  assert.deepEqual(highlighted, all);
}

/** Renames what stands at the cursor; the editor's question beforehand is answered with the old name. */
export function checkRename(fixture: string, newName: string, result: string): void {
  const { text, offset } = cursor(fixture);
  const document = createDocument(text);
  const prepared = prepareRename(document, offset);
  assert.ok(prepared && 'placeholder' in prepared, JSON.stringify(prepared));
  const edits = rename(document, offset, newName);
  assert.ok(edits && !('refusal' in edits), JSON.stringify(edits));
  assert.equal(TextDocument.applyEdits(asTextDocument(text), edits.flat()), result);
}

/** Why the rename is refused; `newName` undefined: whatever the new name would be. */
export function checkRenameRefused(fixture: string, newName: string | undefined, refusal: RegExp): void {
  const { text, offset } = cursor(fixture);
  const document = createDocument(text);
  const prepared = prepareRename(document, offset);
  const answered = newName === undefined ? prepared : rename(document, offset, newName);
  assert.ok(answered && 'refusal' in answered, JSON.stringify(answered));
  assert.match(answered.refusal, refusal);
}

export function checkNoRename(fixture: string): void {
  const { text, offset } = cursor(fixture);
  assert.equal(prepareRename(createDocument(text), offset), undefined);
}

/** `first-last` of each fold, lines counted from 1, a comment's with its kind; undefined where the editor decides. */
export function checkFolds(text: string, folds: readonly string[] | undefined): void {
  const found = foldingRanges(createDocument(text))?.map(
    ({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1}${kind ? ` ${kind}` : ''}`,
  );
  assert.deepEqual(found?.toSorted(), folds?.toSorted());
}

/** The texts that the selection grows over, the innermost first. */
export function checkSelection(fixture: string, ...texts: readonly string[]): void {
  const { text, offset } = cursor(fixture);
  const judge = asTextDocument(text);
  const found: string[] = [];
  let range: SelectionRange | undefined = selectionRange(createDocument(text), offset);
  for (; range; range = range.parent) found.push(judge.getText(range.range));
  assert.deepEqual(found, texts);
}

/** Each range of the selection holds the one before, and is longer. */
export function checkGrowing(fixture: string): void {
  const { text, offset } = cursor(fixture);
  const judge = asTextDocument(text);
  let inner = { start: offset, end: offset };
  let found: SelectionRange | undefined = selectionRange(createDocument(text), offset);
  for (let isFirst = true; found; found = found.parent, isFirst = false) {
    const outer = { start: judge.offsetAt(found.range.start), end: judge.offsetAt(found.range.end) };
    assert.ok(outer.start <= inner.start && inner.end <= outer.end, fixture);
    assert.ok(isFirst || outer.end - outer.start > inner.end - inner.start, fixture);
    inner = outer;
  }
}

/** Each link, as its text and its address. */
export function checkLinks(text: string, ...links: readonly (readonly [string, string])[]): void {
  const judge = asTextDocument(text);
  const found = documentLinks(createDocument(text)).map(({ range, target }) => [
    judge.getText(range),
    target,
  ]);
  assert.deepEqual(found, links);
}

/** Every one of these features at once, for texts of which nothing but an answer is expected. */
export function askAllNavigation(document: SqlDocument, offset: number): void {
  inlayHints(document, { start: document.positionAt(0), end: document.positionAt(document.length) });
  documentSymbols(document);
  foldingRanges(document);
  documentLinks(document);
  selectionRange(document, offset);
  definition(document, offset);
  documentHighlights(document, offset);
  prepareRename(document, offset);
  rename(document, offset, 'renamed');
  const lambda = prepareLambdaRename(document, offset);
  const files = [{ uri: 'file:///test.sql', summary: summarize(document) }];
  if (lambda) renameLambda(files, lambda.identity, 'renamed');
  workspaceSymbols(files, 'f', (uri) => uri);
}
