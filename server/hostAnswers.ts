/** What the features answer about a piece of SQL, brought to the document round it. */
import type { CompletionItem, Hover, TextEdit } from 'vscode-languageserver';
import type { EmbeddedSql } from '../core/host/embeddedSql';
import { toHostRange, type HostDocument } from './hostDocument';

export function bringHover(host: HostDocument, sql: EmbeddedSql, hover: Hover): Hover | undefined {
  return { ...hover, ...(hover.range && { range: toHostRange(host, sql, hover.range) }) };
}

/** Without the items that can't be written in the string there. */
export function bringItems(
  host: HostDocument,
  sql: EmbeddedSql,
  items: readonly CompletionItem[],
): CompletionItem[] {
  return items.flatMap((item) => {
    const { textEdit } = item;
    if (!textEdit || !('range' in textEdit)) return [];
    const written = toHostEdit(host, sql, textEdit);
    return written ? [{ ...item, textEdit: written }] : [];
  });
}

function toHostEdit(
  host: HostDocument,
  sql: EmbeddedSql,
  { range, newText }: TextEdit,
): TextEdit | undefined {
  const start = sql.document.offsetAt(range.start);
  const end = sql.document.offsetAt(range.end);
  const edit = sql.toHostEdit({ start, end, newText });
  if (!edit) return undefined;
  return {
    range: { start: host.positionAt(edit.start), end: host.positionAt(edit.end) },
    newText: edit.newText,
  };
}
