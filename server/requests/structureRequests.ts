/** The requests about a document as a whole: what it holds and how that is nested. */
import type {
  Connection,
  FoldingRangeParams,
  InlayHintParams,
  Position,
  SelectionRange,
  SelectionRangeParams,
} from 'vscode-languageserver';
import type { OpenDocuments } from '../documents/documents';
import { documentLinks } from '../features/documentLinks';
import { documentSymbols } from '../features/documentSymbols';
import { foldingRanges } from '../features/foldingRanges';
import { inlayHints, type NameHints } from '../features/inlayHints';
import { selectionRange } from '../features/selectionRanges';
import { answer, type Logger } from '../guard';
import { bringFold, bringHint, bringRange, bringSelection, bringSymbol } from '../documents/hostAnswers';
import { askingOf } from '../documents/inDocument';

/** Registers a handler for each feature. */
export function registerStructure(
  connection: Connection,
  documents: OpenDocuments,
  nameHints: () => NameHints,
  log: Logger,
): void {
  const { at, all } = askingOf(documents);
  const hints = all(
    (document, { range }: InlayHintParams) => inlayHints(document, range, nameHints()),
    bringHint,
  );
  const symbols = all(documentSymbols, bringSymbol);
  const folds = all(foldingRanges, bringFold);
  const links = all(documentLinks, bringRange);
  const select = at(selectionRange, bringSelection);
  connection.languages.inlayHint.on(answer(log, 'inlayHint', hints));
  connection.onDocumentSymbol(answer(log, 'documentSymbol', symbols));
  connection.onFoldingRanges(
    answer(log, 'foldingRanges', (params: FoldingRangeParams) =>
      isFoldedByEditor(documents, params) ? undefined : folds(params),
    ),
  );
  connection.onSelectionRanges(
    answer(log, 'selectionRanges', ({ textDocument, positions }: SelectionRangeParams) => {
      const found = positions.map((position) => select({ textDocument, position }));
      if (found.every((one) => one === undefined)) return undefined;
      // There is one answer for each position: where no SQL stands, nothing grows.
      return found.map((one, index) => one ?? emptySelection(positions[index]));
    }),
  );
  connection.onDocumentLinks(answer(log, 'documentLinks', links));
}

/** Where we gave folds, editors would no longer fold by indentation, which is all that many languages have. */
function isFoldedByEditor(documents: OpenDocuments, { textDocument: { uri } }: FoldingRangeParams): boolean {
  const languageId = documents.getHost(uri)?.host.languageId;
  return languageId !== undefined && !FOLDED_BY_SYNTAX.has(languageId);
}

/** Host languages whose folds come from a language server in every editor, so that ours are added to them. */
const FOLDED_BY_SYNTAX = new Set([
  'javascript',
  'javascriptreact',
  'typescript',
  'typescriptreact',
  'markdown',
]);

function emptySelection(position: Position = { line: 0, character: 0 }): SelectionRange {
  return { range: { start: position, end: position } };
}
