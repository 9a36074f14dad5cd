/** The requests about a document as a whole: what it holds and how that is nested. */
import type {
  Connection,
  InlayHintParams,
  SelectionRangeParams,
  ServerCapabilities,
} from 'vscode-languageserver';
import type { OpenDocuments } from './documents';
import { documentLinks } from './features/documentLinks';
import { documentSymbols } from './features/documentSymbols';
import { foldingRanges } from './features/foldingRanges';
import { inlayHints } from './features/inlayHints';
import { selectionRange } from './features/selectionRanges';
import { answer, type Logger } from './guard';
import { inDocumentOf } from './inDocument';

export const STRUCTURE_CAPABILITIES: ServerCapabilities = {
  inlayHintProvider: true,
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentLinkProvider: {},
};

/** Registers a handler for each feature. */
export function registerStructure(connection: Connection, documents: OpenDocuments, log: Logger): void {
  const inDocument = inDocumentOf(documents);
  const hints = inDocument((document, { range }: InlayHintParams) => [...inlayHints(document, range)]);
  const symbols = inDocument((document) => [...documentSymbols(document)]);
  const folds = inDocument((document) => foldingRanges(document)?.slice());
  const selections = inDocument((document, { positions }: SelectionRangeParams) =>
    positions.map((position) => selectionRange(document, document.offsetAt(position))),
  );
  const links = inDocument((document) => [...documentLinks(document)]);
  connection.languages.inlayHint.on(answer(log, 'inlayHint', hints));
  connection.onDocumentSymbol(answer(log, 'documentSymbol', symbols));
  connection.onFoldingRanges(answer(log, 'foldingRanges', folds));
  connection.onSelectionRanges(answer(log, 'selectionRanges', selections));
  connection.onDocumentLinks(answer(log, 'documentLinks', links));
}
