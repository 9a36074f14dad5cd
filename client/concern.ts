/** Which documents concern the extension: all SQL, and those of another language that name our schemas. */
import { HOST_LANGUAGE_IDS } from '../core/host/languages';
import { findMentions } from '../core/host/mentions';
import { isSqlLanguage } from './languages';

/** A document as VS Code has it, as far as it is looked at. */
export interface Text {
  readonly languageId: string;
  readonly lineCount: number;
  getText(): string;
  lineAt(line: number): { readonly text: string };
}

export interface Change {
  readonly range: { readonly start: { readonly line: number } };
  readonly text: string;
}

/** Costs a search of the text, of a host language's document only. */
export function concernsUs(document: Text): boolean {
  return isSqlLanguage(document.languageId) || (isHost(document) && namesUs(document.getText()));
}

/** The same after a change, of a document that did not before: costs the lines that have changed. */
export function changeConcernsUs(document: Text, changes: readonly Change[]): boolean {
  return isHost(document) && changes.some((change) => namesUs(changedLines(document, change)));
}

function changedLines(document: Text, { range: { start }, text }: Change): string {
  const last = Math.min(start.line + countBreaks(text), document.lineCount - 1);
  const lines = Array.from({ length: last - start.line + 1 }, (_, index) => start.line + index);
  return lines.map((line) => document.lineAt(line).text).join('\n');
}

function countBreaks(text: string): number {
  return text.split(/\r\n|\r|\n/).length - 1;
}

function isHost({ languageId }: Text): boolean {
  return HOST_LANGUAGE_IDS.includes(languageId);
}

function namesUs(text: string): boolean {
  return findMentions(text).length > 0;
}
