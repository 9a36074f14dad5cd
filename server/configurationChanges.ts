/** Settings that change: a connection has one listener for all, so those who care share it. */
import {
  DidChangeConfigurationNotification,
  type Connection,
  type InitializeParams,
} from 'vscode-languageserver';

export class ConfigurationChanges {
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly connection: Connection) {
    connection.onDidChangeConfiguration(() => this.listeners.forEach((listen) => listen()));
  }

  listen(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Asks the client to tell of changes, where it can be asked. To be called once it is initialized. */
  async watch({ capabilities }: InitializeParams, section: string): Promise<void> {
    if (!capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) return;
    await this.connection.client.register(DidChangeConfigurationNotification.type, { section });
  }
}
