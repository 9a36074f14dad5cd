import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { RowStore, ROW_STORE } from '../../cluster/rows/rowStore';
import { RESULTS_VIEW, type Entry } from '../entry';
import { createPanelController } from './controller';
import { faultFrames } from '../../core/text/faultFrames';
import { exportDialogs } from './exportDialogs';
import { copyCells, exportResult, saveCell } from './exportResult';
import { panelHtml } from './html';
import type { OpenedText } from './pages';
import { readFromWebview } from './readFromWebview';
import type { ToWebview } from './protocol';
import type { RunRequest, RunSink } from './runRequest';
import { createReadOnlyTexts, type ReadOnlyTexts } from '../ui/readOnlyTexts';

/** Texts taken out of the panel are documents of this scheme: read-only, closed without a question. */
const TEXT_SCHEME = 'aurora-lambda-result';
const EXTENSIONS: Readonly<Record<OpenedText['language'], string>> = {
  json: 'json',
  log: 'log',
  plaintext: 'txt',
};

/** The result panel: shows the newest run of an editor; the editor that gets the focus brings its own to the front. */
export interface ResultPanel extends vscode.Disposable {
  /**
   * Shows a new run, in place of the last of its source, and brings the panel to sight without taking the focus. Feed the sink
   * with every event of the run, `finished` last.
   */
  beginRun(request: RunRequest): RunSink;
}

/** Provides the view. `log` hears what the webview does wrong. */
export function createResultPanel(
  context: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalStorageUri'>,
  log: Pick<vscode.LogOutputChannel, 'warn'>,
  provideResults: Entry['provideResults'],
): ResultPanel {
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  // Not in the system's temporary folder, which may lie in memory.
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'rows').fsPath;
  let view: vscode.WebviewView | undefined;
  const texts = createReadOnlyTexts(TEXT_SCHEME);
  const settle = (leaving: Promise<void>): void =>
    void leaving.catch((error: unknown) => log.warn('export failed', faultFrames(error)));
  const controller = createPanelController({
    post: (message: ToWebview) => void view?.webview.postMessage(message),
    copy: (text) => void vscode.env.clipboard.writeText(text),
    open: (text) => void openText(texts, text),
    async copyRows(request, form) {
      await copyCells(request, form, exportDialogs);
      // The list of ways to copy gives the focus to the editor when it closes.
      if (form === 'ask') await vscode.commands.executeCommand(`${RESULTS_VIEW}.focus`);
    },
    save: (file) => settle(saveCell(file, exportDialogs)),
    exportRows: (request) => settle(exportResult(request, exportDialogs)),
    now: () => Date.now(),
    warn: (message, facts) => log.warn(message, facts),
    createStore: () => new RowStore({ folder, ...ROW_STORE }),
  });

  provideResults({
    resolveWebviewView(resolved) {
      view = resolved;
      resolved.onDidDispose(() => {
        if (view === resolved) view = undefined;
      });
      resolved.webview.options = { enableScripts: true, localResourceRoots: [dist] };
      resolved.webview.onDidReceiveMessage((message: unknown) => {
        const read = readFromWebview(message);
        if (read) void controller.receive(read);
        else log.warn('result panel: unknown message dropped');
      });
      resolved.webview.html = pageFor(resolved.webview, dist);
    },
  });

  const following = vscode.window.onDidChangeActiveTextEditor((editor) => {
    if (view?.visible && editor) controller.showSource(editor.document.uri.toString());
  });

  return {
    beginRun(request) {
      const sink = controller.beginRun(request);
      void vscode.commands.executeCommand(`${RESULTS_VIEW}.focus`, { preserveFocus: true });
      return sink;
    },
    dispose: () => {
      following.dispose();
      texts.dispose();
      void controller.dispose();
    },
  };
}

function pageFor(webview: vscode.Webview, dist: vscode.Uri): string {
  const uri = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  return panelHtml({
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
    scriptUri: uri('webview.js'),
    styleUri: uri('webview.css'),
  });
}

async function openText(texts: ReadOnlyTexts, { text, language }: OpenedText): Promise<void> {
  const uri = texts.add(`Result.${EXTENSIONS[language]}`, text);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}
