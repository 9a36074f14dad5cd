/**
 * How the user grades the rules: the project files of the folders that are open, and over them the setting
 * `auroraLambda.rules`. Both are read again when they change.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connection, InitializeParams } from 'vscode-languageserver';
import {
  CONFIGURATION_FILE,
  NO_GRADES,
  parseConfiguration,
  readGrades,
  type Configuration,
  type Grades,
} from '../core/configuration';
import type { ConfigurationChanges } from './configurationChanges';
import { survive, type Logger } from './guard';
import type { WatchedFiles } from './watchedFiles';

const SECTION = 'auroraLambda.rules';
const NOT_READ = 'grades not read';

export class Grading {
  private grades: Grades = NO_GRADES;
  /** Complaints that stand in the log already. */
  private readonly told = new Set<string>();

  constructor(
    private readonly connection: Connection,
    private readonly log: Logger,
    /** Called after every change, once it counts. */
    private readonly onChange: () => void,
    private readonly watched: WatchedFiles,
    private readonly settings: ConfigurationChanges,
  ) {}

  get current(): Grades {
    return this.grades;
  }

  /** Begins to follow what the client can tell of; to be called once it is initialized. Never rejects. */
  async follow(params: InitializeParams): Promise<void> {
    const {
      capabilities: { workspace },
      workspaceFolders,
    } = params;
    const folders = workspaceFolders?.map(({ uri }) => uri) ?? [];
    const load = (): Promise<void> => this.load(folders, workspace?.configuration === true);
    this.settings.listen(() => void load());
    this.watched.listen((changes) => {
      if (changes.some(({ uri }) => uri.endsWith(`/${CONFIGURATION_FILE}`))) void load();
    });
    await load();
    await survive(this.log, NOT_READ, async () => {
      await this.settings.watch(params, SECTION);
      await this.watched.watch(params, `**/${CONFIGURATION_FILE}`);
    });
  }

  /** A client that does not answer, or is gone, leaves the grades as they are. */
  private load(folders: readonly string[], asks: boolean): Promise<void> {
    return survive(this.log, NOT_READ, async () => {
      const files = await Promise.all(folders.map(readProjectFile));
      const setting: unknown = asks ? await this.connection.workspace.getConfiguration(SECTION) : undefined;
      const parts = [...files.flatMap((file) => file ?? []), readGrades(setting ?? {})];
      const complaints = parts.flatMap((part) => part.complaints).filter((text) => !this.told.has(text));
      for (const complaint of new Set(complaints)) {
        this.told.add(complaint);
        this.log.error('a grade that can not be used', { complaint });
      }
      const before = this.grades;
      this.grades = new Map(parts.flatMap(({ grades }) => [...grades]));
      if (before.size > 0 || this.grades.size > 0) this.onChange();
    });
  }
}

/** Undefined where the folder has none, or is not of this machine's disk. */
async function readProjectFile(folder: string): Promise<Configuration | undefined> {
  if (!folder.startsWith('file:')) return undefined;
  try {
    return parseConfiguration(await readFile(join(fileURLToPath(folder), CONFIGURATION_FILE), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    return { grades: NO_GRADES, complaints: [`${CONFIGURATION_FILE} can't be read.`] };
  }
}
