import { Range, Selection, Uri, window, workspace, type TextDocument } from 'vscode';
import { SECRET_MARK } from '../../core/catalog/secrets';
import type { ReadRequest } from '../../core/directInvocation/invocationRequest';
import type { Span } from '../../core/span';
import type { RowsSource } from '../parameters/rowsSource';
import { findAgain } from './findAgain';
import type { RunSummary } from './entry';

/** What is the same in both runs, beside the text. */
export interface AgainOn {
  /** The connection's name. */
  readonly label: string;
  /** The file whose rows it ran with. */
  readonly rows?: RowsSource;
}

export interface AgainParts {
  /** Runs a part of the document, as any run: it asks what is to be asked. */
  readonly run: (document: TextDocument, span: Span, on: AgainOn) => Promise<void>;
  readonly invokeDirectly: (request: ReadRequest) => Promise<void>;
}

/**
 * Runs what ran, on the same connection: in its file where it still stands there, else in a new document. What can't
 * run as it is kept is shown, and the user told what is missing.
 */
export async function runAgain(parts: AgainParts, summary: RunSummary): Promise<void> {
  if (summary.direct) {
    // A payload without its secrets is no payload to send.
    const unknown = summary.isStruck ? (['payload'] as const) : [];
    return parts.invokeDirectly({ request: summary.direct, unknown });
  }
  const { connection: label, rows } = summary;
  const on = { label, ...(rows && { rows }) };
  const place = await findPlace(summary);
  if (place) {
    await showSpan(place.document, place.span);
    return parts.run(place.document, place.span, on);
  }
  const document = await openCopy(summary.text);
  const problem = describeProblem(summary);
  if (problem !== undefined) return void window.showWarningMessage(problem);
  await parts.run(document, { start: 0, end: document.getText().length }, on);
}

/** Shows it where it ran, or its text where it is there no more. */
export async function revealRun(summary: RunSummary): Promise<void> {
  const place = await findPlace(summary);
  if (place) await showSpan(place.document, place.span);
  else await openCopy(summary.text);
}

/** Why the kept text is not what ran; undefined where it is. */
export function describeProblem({
  isStruck,
  isCut,
}: Pick<RunSummary, 'isStruck' | 'isCut'>): string | undefined {
  if (isCut)
    return 'Only the beginning of this statement is kept in the history: complete it before you run it.';
  if (isStruck)
    return `A secret was struck out before this statement was kept. Put it in place of ${SECRET_MARK} before you run it.`;
  return undefined;
}

/** A new document with the text, in front. */
export async function openCopy(content: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument({ language: 'sql', content });
  await window.showTextDocument(document);
  return document;
}

async function findPlace(
  summary: RunSummary,
): Promise<{ readonly document: TextDocument; readonly span: Span } | undefined> {
  const document = await openSource(summary.source);
  const span = document && findAgain(document.getText(), summary);
  return span && { document, span };
}

/** The document, if it is open or still on disk. */
async function openSource(source: string | undefined): Promise<TextDocument | undefined> {
  if (!source?.includes(':')) return undefined;
  const open = workspace.textDocuments.find(({ uri }) => uri.toString() === source);
  const uri = Uri.parse(source);
  if (open || uri.scheme !== 'file') return open;
  try {
    await workspace.fs.stat(uri);
    return await workspace.openTextDocument(uri);
  } catch {
    return undefined; // deleted, moved or no text any more: its kept text is shown in its place
  }
}

async function showSpan(document: TextDocument, { start, end }: Span): Promise<void> {
  const editor = await window.showTextDocument(document);
  const from = document.positionAt(start);
  editor.selection = new Selection(from, from);
  editor.revealRange(new Range(from, document.positionAt(end)));
}
