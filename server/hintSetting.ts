/** Where the user wants the names of parameters shown: the setting `auroraLambda.inlayHints.parameterNames`. */
import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { ConfigurationChanges } from './configurationChanges';
import { DEFAULT_NAME_HINTS, NAME_HINTS, type NameHints } from './features/inlayHints';
import { stackOf, type Logger } from './guard';

const SECTION = 'auroraLambda.inlayHints';

export class HintSetting {
  private hints: NameHints = DEFAULT_NAME_HINTS;

  constructor(
    private readonly connection: Connection,
    private readonly log: Logger,
  ) {}

  get current(): NameHints {
    return this.hints;
  }

  /** Begins to follow the setting where the client tells it; to be called once it is initialized. Never rejects. */
  async follow(params: InitializeParams, settings: ConfigurationChanges): Promise<void> {
    const { workspace } = params.capabilities;
    if (!workspace?.configuration) return;
    const load = (): Promise<void> => this.load(workspace.inlayHint?.refreshSupport === true);
    settings.listen(() => void load());
    await load();
    await this.survive(() => settings.watch(params, SECTION));
  }

  private load(canRefresh: boolean): Promise<void> {
    return this.survive(async () => {
      const section: unknown = await this.connection.workspace.getConfiguration(SECTION);
      const before = this.hints;
      this.hints = readHints(section);
      if (this.hints !== before && canRefresh) await this.connection.languages.inlayHint.refresh();
    });
  }

  /** A client that does not answer, or is gone, leaves the setting as it is. */
  private async survive(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.log.error('inlay hint setting not read', { stack: stackOf(error) });
    }
  }
}

function readHints(section: unknown): NameHints {
  const value: unknown =
    typeof section === 'object' && section !== null && 'parameterNames' in section
      ? section.parameterNames
      : undefined;
  return NAME_HINTS.find((choice) => choice === value) ?? DEFAULT_NAME_HINTS;
}
