/** Lambda functions as AWS has them, for the features that name them: off unless the user turns it on. */
import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { Problem } from '../../core/problems';
import { faultFrames } from '../../core/text/faultFrames';
import type { SqlDocument } from '../../core/sql/document';
import type { Logger } from '../guard';
import { AwsConfiguration } from './awsConfiguration';
import { Directories, type LoadAws, type Target } from './directories';
import { LiveProblems } from './liveProblems';

/** A name that is being typed changes sooner than that. */
const QUIET_MS = 700;
const TELL_AGAIN_MS = 10 * 60_000;

export class LiveNames {
  private readonly configuration: AwsConfiguration;
  private readonly directories: Directories;
  private readonly problems: LiveProblems;
  private readonly targets = new Map<string, Target | null>();
  /** When each sentence was told last. */
  private readonly told = new Map<string, number>();
  private generation = 0;

  constructor(
    private readonly connection: Connection,
    private readonly log: Logger,
    load: LoadAws,
    /** Called when more is known of a document. */
    onChange: (uri: string) => void,
  ) {
    this.configuration = new AwsConfiguration(connection, log);
    this.directories = new Directories(load, (sentence) => this.tell(sentence));
    this.problems = new LiveProblems({
      peekTarget: (uri) => (this.configuration.isOff ? null : this.targets.get(uri)),
      findTarget: (uri) => this.findTarget(uri),
      onChange,
      onError: (error) => log.error('live names failed', { stack: faultFrames(error) }),
      quietMs: QUIET_MS,
    });
  }

  begin(params: InitializeParams): void {
    this.configuration.begin(params);
  }

  /** For certain, and without asking. */
  get isOff(): boolean {
    return this.configuration.isOff;
  }

  /** Of each of the texts in a document; none where live names are off. */
  findProblems(uri: string, documents: readonly SqlDocument[]): readonly (readonly Problem[])[] {
    return this.problems.find(uri, documents);
  }

  /** Where the names of a document are looked up; null where live names are off. Never rejects. */
  async findTarget(uri: string): Promise<Target | null> {
    const known = this.targets.get(uri);
    if (known !== undefined) return known;
    const { generation } = this;
    const target = await this.openTarget(uri);
    if (generation === this.generation) this.targets.set(uri, target);
    return target;
  }

  private async openTarget(uri: string): Promise<Target | null> {
    const settings = await this.configuration.find(uri);
    if (!settings.enabled) return null;
    try {
      return await this.directories.findTarget(settings);
    } catch (error) {
      this.log.error('live names not loaded', { stack: faultFrames(error) });
      return null;
    }
  }

  /** The document was closed. */
  forget(uri: string): void {
    this.problems.forget(uri);
    this.configuration.forget(uri);
    this.targets.delete(uri);
  }

  /** Settings or connections have changed. */
  reconfigure(): void {
    this.generation++;
    this.problems.forgetAll();
    this.configuration.forgetAll();
    this.targets.clear();
    this.told.clear();
  }

  /** All that AWS said is forgotten. */
  refresh(): void {
    this.reconfigure();
    this.directories.closeAll();
  }

  /** One quiet line, however many Regions and documents it is true for. */
  private tell(sentence: string): void {
    const before = this.told.get(sentence);
    if (before !== undefined && performance.now() - before < TELL_AGAIN_MS) return;
    this.told.set(sentence, performance.now());
    this.connection.console.warn(`Live names: ${sentence}`);
  }
}
