/** Files that change on the disk: a connection has one listener for all, so those who care share it. */
import {
  DidChangeWatchedFilesNotification,
  type Connection,
  type FileEvent,
  type InitializeParams,
} from 'vscode-languageserver';

export type FilesListener = (changes: readonly FileEvent[]) => void;

export class WatchedFiles {
  private readonly listeners: FilesListener[] = [];

  constructor(private readonly connection: Connection) {
    connection.onDidChangeWatchedFiles(({ changes }) => this.listeners.forEach((listen) => listen(changes)));
  }

  listen(listener: FilesListener): void {
    this.listeners.push(listener);
  }

  /** Asks the client to watch; false where it can't be asked. To be called once it is initialized. */
  async watch({ capabilities }: InitializeParams, globPattern: string): Promise<boolean> {
    if (!capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) return false;
    const watchers = [{ globPattern }];
    await this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    return true;
  }
}
