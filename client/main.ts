/**
 * What VS Code loads first, with every file that may hold SQL: it is small and only looks on. The extension itself,
 * its server and its views follow once a document concerns them or a command is called.
 */
import { createRequire } from 'node:module';
import {
  commands,
  Disposable,
  window,
  workspace,
  type ExtensionContext,
  type WebviewViewProvider,
} from 'vscode';
import { relayCommands } from './commandRelay';
import { changeConcernsUs, concernsUs } from './concern';
import { RESULTS_VIEW, type Entry } from './entry';
import { createLoader } from './loadOnce';

interface Extension {
  activate(context: ExtensionContext, entry: Entry): void;
  deactivate(): Promise<void>;
}

let extension: Extension | undefined;

export function activate(context: ExtensionContext): void {
  let results: WebviewViewProvider | undefined;
  const load = createLoader(() => {
    looking.dispose();
    extension = createRequire(__filename)('./client.js') as Extension;
    extension.activate(context, {
      registerCommand: relay.register,
      provideResults: (provider) => (results = provider),
    });
    if (relay.idle.length > 0) throw new Error(`nothing carries out ${relay.idle.join(', ')}`);
  });
  const relay = relayCommands((id, carry) => commands.registerCommand(id, carry), load);
  /** Nobody waits for what a document does: the fault is told here. */
  const wake = (): void => {
    try {
      load();
    } catch (error) {
      void tellFault(error);
    }
  };
  const looking = Disposable.from(
    workspace.onDidOpenTextDocument((document) => concernsUs(document) && wake()),
    workspace.onDidChangeTextDocument(
      ({ document, contentChanges }) => changeConcernsUs(document, contentChanges) && wake(),
    ),
  );
  const view = window.registerWebviewViewProvider(RESULTS_VIEW, {
    resolveWebviewView(...shown) {
      wake();
      return results?.resolveWebviewView(...shown);
    },
  });
  context.subscriptions.push(looking, view, ...relay.registrations);
  if (workspace.textDocuments.some((document) => concernsUs(document))) wake();
}

export async function deactivate(): Promise<void> {
  await extension?.deactivate();
}

async function tellFault(error: unknown): Promise<void> {
  // The extension has no log of its own then; VS Code keeps this one.
  console.error(error);
  const reload = 'Reload Window';
  const message = error instanceof Error ? error.message : String(error);
  if ((await window.showErrorMessage(message, reload)) === reload)
    await commands.executeCommand('workbench.action.reloadWindow');
}
