import { window, type ExtensionContext } from 'vscode';
import { registerCodeLenses } from './editor/codeLenses';
import { createLiveDocuments } from './editor/liveDocuments';
import { startLanguageServer } from './language/languageServer';
import { registerCommand } from './registerCommand';

export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Aurora Lambda', { log: true });
  const live = createLiveDocuments();
  const server = startLanguageServer(context.asAbsolutePath('dist/server.js'), log);
  context.subscriptions.push(
    log,
    live,
    server,
    registerCodeLenses(live),
    registerCommand('showLog', () => log.show()),
    registerCommand('restartLanguageServer', () => server.restart()),
  );
}
