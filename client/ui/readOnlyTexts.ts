import { Disposable, Uri, workspace } from 'vscode';

/** Texts that editors show and nobody saves: read-only, closed without a question, forgotten when closed. */
export interface ReadOnlyTexts extends Disposable {
  /** `name`: of the tab; its ending tells the language. */
  add(name: string, text: string): Uri;
}

/** `scheme`: of the documents; nobody else's. */
export function createReadOnlyTexts(scheme: string): ReadOnlyTexts {
  const contents = new Map<string, string>();
  let added = 0;
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => contents.get(uri.path) ?? '',
  });
  const closing = workspace.onDidCloseTextDocument(({ uri }) => {
    if (uri.scheme === scheme) contents.delete(uri.path);
  });
  return {
    add(name, text) {
      // A folder of its own: two texts may have the same name.
      const path = `/${++added}/${name.replaceAll('/', '∕')}`;
      contents.set(path, text);
      return Uri.from({ scheme, path });
    },
    dispose() {
      Disposable.from(provider, closing).dispose();
    },
  };
}
