/** One `check…` for each feature of the language server: SQL with a cursor in, what a user would see out. */
import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import { createDocument } from '../../core/analysis';
import type { ClientTraits } from '../../server/start/clientTraits';
import { FIX_ALL_KIND } from '../../server/start/capabilities';
import { codeActions, type DocumentAction } from '../../server/features/codeActions';
import { completion } from '../../server/features/completion/completion';
import { diagnostics } from '../../server/features/diagnostics';
import { hover } from '../../server/features/hover';
import { semanticTokens } from '../../server/features/semanticTokens';
import { signatureHelp } from '../../server/features/signatureHelp';
import { cursor } from './fixture';
import { askAllNavigation } from './navigation';

const PLAIN: ClientTraits = {
  snippets: false,
  markdown: { completion: true, hover: true, signature: true },
  parameterOffsets: true,
  activeParameterPerOverload: true,
  noActiveParameter: true,
  versionedEdits: true,
  renamesFiles: true,
  codeActionLiterals: true,
  preferredActions: true,
  commands: {},
};
const SNIPPETS: ClientTraits = { ...PLAIN, snippets: true };
/** What an editor can do that can do all. */
export const CLIENT = SNIPPETS;

/** The same text as an independent library reads it: its positions and edits are the judge of ours. */
function asTextDocument(text: string): TextDocument {
  return TextDocument.create('file:///test.sql', 'sql', 1, text);
}

function complete(fixture: string, traits = PLAIN, triggered = false) {
  const { text, offset } = cursor(fixture);
  const items = completion(createDocument(text), offset, traits, triggered);
  const order = items.map((item) => item.sortText ?? '');
  assert.deepEqual(order, [...order].sort(), 'the order is not the one that editors will show');
  for (const item of items) checkRange(text, offset, item);
  return { text, items };
}

/** LSP: on one line, and with the cursor inside. */
function checkRange(text: string, offset: number, item: CompletionItem): void {
  const document = asTextDocument(text);
  const { range } = textEditOf(item);
  assert.equal(range.start.line, range.end.line, `${item.label} replaces more than one line`);
  assert.ok(document.offsetAt(range.start) <= offset && offset <= document.offsetAt(range.end), item.label);
}

function textEditOf(item: CompletionItem): TextEdit {
  assert.ok(item.textEdit && 'range' in item.textEdit, `${item.label} has no edit`);
  return item.textEdit;
}

/** All labels, in the order in which an editor shows them. */
export function checkCompletion(fixture: string, labels: readonly string[]): void {
  assert.deepEqual(
    complete(fixture).items.map(({ label }) => label),
    labels,
  );
}

export function completionLabels(fixture: string): readonly string[] {
  return complete(fixture).items.map(({ label }) => label);
}

/** The same, brought up by the character before the cursor. */
export function checkTriggered(fixture: string, labels: readonly string[]): void {
  assert.deepEqual(
    complete(fixture, PLAIN, true).items.map(({ label }) => label),
    labels,
  );
}

/** The first labels of a list that is too long to be written down. */
export function checkCompletionBegins(fixture: string, labels: readonly string[], total: number): void {
  const { items } = complete(fixture);
  assert.deepEqual(
    items.slice(0, labels.length).map(({ label }) => label),
    labels,
  );
  assert.equal(items.length, total);
}

/** Accepting the item gives this text. */
export function checkInsert(fixture: string, label: string, result: string): void {
  checkAccepted(complete(fixture), label, result);
}

/** The same for an editor that takes snippets: their text stands in the result as it is sent. */
export function checkSnippet(fixture: string, label: string, result: string): void {
  checkAccepted(complete(fixture, SNIPPETS), label, result);
}

function checkAccepted({ text, items }: ReturnType<typeof complete>, label: string, result: string): void {
  const item = items.find((candidate) => candidate.label === label);
  assert.ok(item, `no ${label} among: ${items.map((one) => one.label).join(', ')}`);
  assert.equal(TextDocument.applyEdits(asTextDocument(text), [textEditOf(item)]), result);
}

/** The details of the items that have one: a Region's title, a column's type. */
export function checkDetail(fixture: string, label: string, detail: string): void {
  const item = complete(fixture).items.find((candidate) => candidate.label === label);
  assert.equal(item?.detail, detail);
}

/** The hover covers `on` and says exactly this Markdown. */
export function checkHover(fixture: string, on: string, markdown: string): void {
  assert.deepEqual(hoverAt(fixture), { on, markdown });
}

/** The hover covers `on` and says each of these, among other things. */
export function checkHoverMentions(fixture: string, on: string, ...parts: readonly string[]): void {
  const found = hoverAt(fixture);
  assert.equal(found?.on, on);
  for (const part of parts)
    assert.ok(found.markdown.includes(part), `${part} is missing in:\n${found.markdown}`);
}

export function checkNoHover(fixture: string): void {
  assert.equal(hoverAt(fixture), undefined);
}

function hoverAt(fixture: string) {
  const { text, offset } = cursor(fixture);
  const found = hover(createDocument(text), offset);
  return found && { on: asTextDocument(text).getText(found.range), markdown: found.markdown };
}

/**
 * The overload shown first, counted from 1, and the parameter that is set off in it; undefined for none.
 * `shown`: the overload that the user looks at already, counted from 1.
 */
export function checkSignature(
  fixture: string,
  overload: number,
  parameter: string | undefined,
  shown?: number,
): void {
  const { text, offset } = cursor(fixture);
  const help = signatureHelp(createDocument(text), offset, shown === undefined ? undefined : shown - 1);
  assert.ok(help, 'no signature help');
  const signature = help.signatures[help.activeSignature];
  const active = signature?.parameters[signature.activeParameter ?? -1];
  assert.deepEqual(
    { overload: help.activeSignature + 1, parameter: active && signature.label.slice(...active.labelSpan) },
    { overload, parameter },
  );
}

export function checkNoSignature(fixture: string): void {
  const { text, offset } = cursor(fixture);
  assert.equal(signatureHelp(createDocument(text), offset), undefined);
}

/** The titles of all actions at the cursor; the preferred ones with a star behind them. */
export function checkActions(fixture: string, titles: readonly string[], only?: readonly string[]): void {
  assert.deepEqual(
    actionsAt(fixture, only).actions.map(({ title, isPreferred }) => title + (isPreferred ? ' *' : '')),
    titles,
  );
}

/** The action with this title gives this text. */
export function checkAction(fixture: string, title: string, result: string, only?: readonly string[]): void {
  const { text, actions } = actionsAt(fixture, only);
  const action = actions.find((candidate) => candidate.title === title);
  assert.ok(action, `no such action; there are: ${actions.map((one) => one.title).join(', ')}`);
  assert.equal(TextDocument.applyEdits(asTextDocument(text), [...action.edits]), result);
}

function actionsAt(
  fixture: string,
  only?: readonly string[],
): { readonly text: string; readonly actions: readonly DocumentAction[] } {
  const { text, offset } = cursor(fixture);
  const position = asTextDocument(text).positionAt(offset);
  return { text, actions: codeActions(createDocument(text), { start: position, end: position }, only) };
}

/** Every feature at once, for texts of which nothing but an answer is expected. */
export function askAll(text: string, near: number): void {
  const document = createDocument(text);
  const position = document.positionAt(near);
  // No editor puts its cursor between the two characters of a line break.
  const offset = document.offsetAt(position);
  for (const triggered of [false, true]) {
    for (const item of completion(document, offset, SNIPPETS, triggered)) checkRange(text, offset, item);
  }
  diagnostics(document);
  hover(document, offset);
  signatureHelp(document, offset);
  codeActions(document, { start: position, end: position });
  codeActions(document, { start: position, end: position }, [FIX_ALL_KIND]);
  semanticTokens(document);
  askAllNavigation(document, offset);
}
