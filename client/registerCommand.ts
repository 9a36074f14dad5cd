import { commands, type Disposable } from 'vscode';
import { commandId, type CommandArguments, type CommandKey } from './commandTable';

/** Registers a command of the table; whoever calls it with other arguments doesn't compile. */
export function registerCommand<K extends CommandKey>(
  key: K,
  handler: (...args: CommandArguments[K]) => Promise<void> | void,
): Disposable {
  return commands.registerCommand(commandId(key), handler);
}
