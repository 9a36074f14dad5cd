/** What the features answer about a piece of SQL, brought to the document round it. */
import type {
  CompletionItem,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Range,
  SelectionRange,
} from 'vscode-languageserver-types';
import type { DocumentAction } from '../features/codeActions';
import type { Definition } from '../features/definition';
import { toHostEdit, toHostEdits, toHostPosition, toHostRange, type HostPiece } from './hostPiece';

/** Of whatever says where it is by its range alone. */
export function bringRange<T extends { readonly range: Range }>(piece: HostPiece, found: T): T {
  return { ...found, range: toHostRange(piece, found.range) };
}

export function bringHover(piece: HostPiece, hover: Hover): Hover {
  return { ...hover, ...(hover.range && { range: toHostRange(piece, hover.range) }) };
}

/**
 * Without the items that can't be written in the string there, and without those that end before the cursor: inside
 * of an escape sequence, or between two strings that make one.
 */
export function bringItems(
  piece: HostPiece,
  items: readonly CompletionItem[],
  at?: number,
): CompletionItem[] {
  return items.flatMap((item) => {
    const { textEdit } = item;
    if (!textEdit || !('range' in textEdit)) return [];
    const written = toHostEdit(piece, textEdit);
    return written && holds(piece, written.range, at) ? [{ ...item, textEdit: written }] : [];
  });
}

/** Editors want what they are answered to be round the cursor. */
function holds({ host }: HostPiece, { start, end }: Range, at: number | undefined): boolean {
  return at === undefined || (host.offsetAt(start) <= at && at <= host.offsetAt(end));
}

export function bringSymbol(piece: HostPiece, symbol: DocumentSymbol): DocumentSymbol {
  return {
    ...symbol,
    range: toHostRange(piece, symbol.range),
    selectionRange: toHostRange(piece, symbol.selectionRange),
    ...(symbol.children && { children: symbol.children.map((child) => bringSymbol(piece, child)) }),
  };
}

export function bringDefinition(piece: HostPiece, found: Definition): Definition {
  return found.kind === 'place' ? bringRange(piece, found) : found;
}

export function bringSelection(
  piece: HostPiece,
  selection: SelectionRange,
  at?: number,
): SelectionRange | undefined {
  const range = toHostRange(piece, selection.range);
  const parent = selection.parent && bringSelection(piece, selection.parent, at);
  if (!holds(piece, range, at)) return parent;
  return { range, ...(parent && { parent }) };
}

export function bringHint(piece: HostPiece, hint: InlayHint): InlayHint {
  return { ...hint, position: toHostPosition(piece, hint.position) };
}

export function bringFold(piece: HostPiece, fold: FoldingRange): FoldingRange {
  const { start, end } = toHostRange(piece, {
    start: { line: fold.startLine, character: 0 },
    end: { line: fold.endLine, character: Number.MAX_SAFE_INTEGER },
  });
  return { ...fold, startLine: start.line, endLine: end.line };
}

/** Undefined where one of its edits can't be written in the string there. */
export function bringAction(piece: HostPiece, action: DocumentAction): DocumentAction | undefined {
  const edits = toHostEdits(piece, action.edits);
  return edits && { ...action, edits };
}
