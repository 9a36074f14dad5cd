/** Where the user wants the names of parameters shown: the setting `auroraLambda.inlayHints.parameterNames`. */
import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { ConfigurationChanges } from './configurationChanges';
import { DEFAULT_NAME_HINTS, NAME_HINTS, type NameHints } from './features/inlayHints';
import { survive, type Logger } from './guard';

const SECTION = 'auroraLambda.inlayHints';
const NOT_READ = 'inlay hint setting not read';

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
    await survive(this.log, NOT_READ, () => settings.watch(params, SECTION));
  }

  /** A client that does not answer, or is gone, leaves the setting as it is. */
  private load(canRefresh: boolean): Promise<void> {
    return survive(this.log, NOT_READ, async () => {
      const section: unknown = await this.connection.workspace.getConfiguration(SECTION);
      const before = this.hints;
      this.hints = readHints(section);
      if (this.hints !== before && canRefresh) await this.connection.languages.inlayHint.refresh();
    });
  }
}

function readHints(section: unknown): NameHints {
  const value: unknown =
    typeof section === 'object' && section !== null && 'parameterNames' in section
      ? section.parameterNames
      : undefined;
  return NAME_HINTS.find((choice) => choice === value) ?? DEFAULT_NAME_HINTS;
}
