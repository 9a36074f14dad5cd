/**
 * What VS Code loads first, with every file that may hold SQL: it is small and only looks on. The extension itself,
 * its server and its views follow once a document concerns them or a command is called.
 */
import { createRequire } from 'node:module';
import { commands, workspace, type Disposable, type ExtensionContext } from 'vscode';
import { commandId, COMMANDS, type CommandKey } from './commandTable';
import { changeConcernsUs, concernsUs } from './concern';

interface Extension {
  activate(context: ExtensionContext): void;
  deactivate(): Promise<void>;
}

let extension: Extension | undefined;

export function activate(context: ExtensionContext): void {
  const waiting: Disposable[] = [];
  const wake = (): void => {
    if (extension) return;
    for (const one of waiting) one.dispose();
    extension = createRequire(__filename)('./client.js') as Extension;
    extension.activate(context);
  };
  const isAwaited = workspace.textDocuments.some((document) => concernsUs(document));
  // Without such a document it was a command that activated us.
  if (isAwaited || workspace.textDocuments.length === 0) return wake();
  waiting.push(
    workspace.onDidOpenTextDocument((document) => concernsUs(document) && wake()),
    workspace.onDidChangeTextDocument(
      ({ document, contentChanges }) => changeConcernsUs(document, contentChanges) && wake(),
    ),
    ...(Object.keys(COMMANDS) as CommandKey[]).map((key) => registerWaiting(key, wake)),
  );
  context.subscriptions.push(...waiting);
}

export async function deactivate(): Promise<void> {
  await extension?.deactivate();
}

/** Carried out by whoever registers the command on waking. */
function registerWaiting(key: CommandKey, wake: () => void): Disposable {
  return commands.registerCommand(commandId(key), async (...args: readonly unknown[]) => {
    wake();
    // The server registers this one when it has started, and then has nothing to refresh.
    if (key !== 'refreshFunctions') await commands.executeCommand(commandId(key), ...args);
  });
}
