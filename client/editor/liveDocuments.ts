import { Disposable, workspace, type EndOfLine, type TextDocument } from 'vscode';
import type { SqlDocument } from '../../core/sql/document';
import { LiveDocument } from './documentEdits';

/** The open SQL documents, each read once and then kept in step with its edits. */
export interface LiveDocuments extends Disposable {
  /** The document as it stands now; offsets are those of `document.offsetAt`. */
  read(document: TextDocument): SqlDocument;
}

export function createLiveDocuments(): LiveDocuments {
  const live = new WeakMap<TextDocument, { readonly text: LiveDocument; eol: EndOfLine }>();
  const changes = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    live.get(document)?.text.note(contentChanges);
  });
  const closed = workspace.onDidCloseTextDocument((document) => live.delete(document));
  return {
    read(document) {
      const known = live.get(document) ?? {
        text: new LiveDocument(() => document.getText()),
        eol: document.eol,
      };
      live.set(document, known);
      // Switching the line ends changes every offset, and is told as an edit or not at all.
      if (known.eol !== document.eol) known.text.forget();
      known.eol = document.eol;
      return known.text.document;
    },
    dispose() {
      Disposable.from(changes, closed).dispose();
    },
  };
}
