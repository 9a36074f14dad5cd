/** Reads the workspace in the background, and again what changes. */
import { FileChangeType, type FileEvent } from 'vscode-languageserver';
import { survive, type Logger } from '../guard';
import type { FileIndex } from './fileIndex';
import { toPath, type WorkspaceFolders } from './folders';
import { isWalked } from './walkFolder';

/** Shows that the workspace is being read, and lets the user stop it; what it returns ends the showing. */
export type ShowReading = (stop: () => void) => () => void;

const NOT_READ = 'workspace not read';

export class WorkspaceReading {
  private running: Promise<void> | undefined;
  /** Ends when all changes that were told of are read. */
  private following = Promise.resolve();
  /** Something has not been read, or may have changed unseen. */
  private isStale = true;
  private isStopped = false;
  /** Whether the editor tells of changed files. */
  isWatched = false;

  constructor(
    private readonly index: FileIndex,
    private readonly folders: WorkspaceFolders,
    private readonly show: ShowReading,
    /** Called after everything that may have changed the index. */
    private readonly onChange: () => void,
    private readonly log: Logger,
  ) {}

  /** Resolves once all is read as it is on the disk now. Never rejects. */
  async ready(): Promise<void> {
    // What is being read is as fresh as what would be read after it.
    if (!this.isWatched && !this.running) this.isStale = true;
    while (this.isStale || this.running) {
      this.running ??= survive(this.log, NOT_READ, () => this.readAll()).finally(
        () => (this.running = undefined),
      );
      await this.running;
      if (this.isStopped) break;
    }
    await this.following;
  }

  /** The folders are others than before. */
  foldersChanged(): void {
    this.isStale = true;
    void this.ready();
  }

  filesChanged(changes: readonly FileEvent[]): void {
    this.following = this.following.then(() => survive(this.log, NOT_READ, () => this.follow(changes)));
  }

  private async follow(changes: readonly FileEvent[]): Promise<void> {
    for (const { uri, type } of changes) {
      const path = toPath(uri);
      if (path === undefined) continue;
      if (type === FileChangeType.Deleted) this.index.forget(path);
      else if (this.isOurs(path)) await this.index.readFile(path);
    }
    this.onChange();
  }

  private isOurs(path: string): boolean {
    return this.folders.paths.some((folder) => isWalked(folder, path));
  }

  private async readAll(): Promise<void> {
    this.isStale = false;
    this.isStopped = false;
    const hide = this.show(() => (this.isStopped = true));
    try {
      await this.index.readFolders(this.folders.paths, () => this.isStopped);
    } finally {
      hide();
    }
    // What was left out is read when it is asked for.
    if (this.isStopped) this.isStale = true;
    this.onChange();
  }
}
