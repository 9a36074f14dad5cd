/** Which AWS settings hold for a document: asked of the editor once a document, when they are first needed. */
import type { Connection, InitializeParams } from 'vscode-languageserver';
import { AWS_SECTION } from '../../core/liveNames/protocol';
import { faultFrames } from '../../core/text/faultFrames';
import type { Logger } from '../guard';
import { AWS_OFF, readAwsSettings, type AwsSettings } from './settings';

export class AwsConfiguration {
  private initial: AwsSettings = AWS_OFF;
  private asks = false;
  private readonly byUri = new Map<string, Promise<AwsSettings>>();

  constructor(
    private readonly connection: Connection,
    private readonly log: Logger,
  ) {}

  /** What `initializationOptions.aws` says holds for all documents of an editor that can't be asked. */
  begin({ initializationOptions, capabilities }: InitializeParams): void {
    const options: unknown = initializationOptions;
    const hasAws = typeof options === 'object' && options !== null && 'aws' in options;
    if (hasAws) this.initial = readAwsSettings(options.aws);
    this.asks = capabilities.workspace?.configuration === true && !hasAws;
  }

  /** For certain, and without asking. */
  get isOff(): boolean {
    return !this.asks && !this.initial.enabled;
  }

  /** Never rejects. */
  find(uri: string): Promise<AwsSettings> {
    if (!this.asks) return Promise.resolve(this.initial);
    const known = this.byUri.get(uri) ?? this.ask(uri);
    this.byUri.set(uri, known);
    return known;
  }

  forget(uri: string): void {
    this.byUri.delete(uri);
  }

  forgetAll(): void {
    this.byUri.clear();
  }

  private async ask(scopeUri: string): Promise<AwsSettings> {
    try {
      const item = { scopeUri, section: AWS_SECTION };
      return readAwsSettings(await this.connection.workspace.getConfiguration(item));
    } catch (error) {
      this.log.error('AWS settings not read', { stack: faultFrames(error) });
      return AWS_OFF;
    }
  }
}
