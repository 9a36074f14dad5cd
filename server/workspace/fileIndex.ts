/** What the files on the disk hold for us: a summary of each that names our schemas, not its text. */
import { createEditedDocument } from '../../core/analysis';
import { languageOfFile } from '../../core/workspace/fileLanguage';
import { faultFrames } from '../../core/text/faultFrames';
import type { Logger } from '../guard';
import { HostDocument } from '../documents/hostDocument';
import { NOTHING, summarize, type FileSummary } from './summary';
import { CONCERNS_SCRIPTS, NAMES_US, readTextFile } from './textFile';
import { isBelow, walkFolder } from './walkFolder';

/** Files read at a time. */
const READERS = 4;

interface Entry {
  readonly stamp: string;
  readonly summary: FileSummary;
  /** The last reading of all folders in which the file was there. */
  readonly pass: number;
}

/** Reads what it is told to. Files are named by their paths, as `toPath` spells them. */
export class FileIndex {
  private readonly entries = new Map<string, Entry>();
  private changes = 0;
  private pass = 0;

  constructor(private readonly log: Logger) {}

  /** Goes up with every change of a summary. */
  get generation(): number {
    return this.changes;
  }

  /**
   * Reads what is new below the folders, and forgets what lies in none of them any more. A file that has not changed
   * is not read again. Where it is stopped, what it has not come to stays as it was.
   */
  async readFolders(folders: readonly string[], isStopped: () => boolean): Promise<void> {
    this.pass++;
    for (const folder of folders) await this.readFolder(folder, isStopped);
    if (isStopped()) return;
    for (const [path, { pass }] of [...this.entries]) if (pass < this.pass) this.remove(path);
  }

  private async readFolder(folder: string, isStopped: () => boolean): Promise<void> {
    const paths = walkFolder(folder, isStopped);
    const read = async (): Promise<void> => {
      for await (const path of paths) await this.readFile(path);
    };
    await Promise.all(Array.from({ length: READERS }, read));
  }

  /** Reads a file that may have changed, come or gone. */
  async readFile(path: string): Promise<void> {
    const languageId = languageOfFile(path);
    if (languageId === undefined) return;
    const concerns = languageId === 'sql' ? CONCERNS_SCRIPTS : NAMES_US;
    const before = this.entries.get(path);
    const read = await readTextFile(path, concerns, before?.stamp);
    const { pass } = this;
    if (read === 'same') {
      if (before) this.entries.set(path, { ...before, pass });
      return;
    }
    if (!read) {
      this.forget(path);
      return;
    }
    const { stamp, text } = read;
    const summary = text === undefined ? NOTHING : this.summarizeText(text, languageId);
    const isNothing = summary === NOTHING && (this.entries.get(path)?.summary ?? NOTHING) === NOTHING;
    this.entries.set(path, { stamp, summary, pass });
    if (!isNothing) this.changes++;
  }

  /** A file, or a folder with all that lay in it. */
  forget(path: string): void {
    if (this.remove(path)) return;
    for (const each of this.paths) if (isBelow(path, each)) this.remove(each);
  }

  /** Those that hold something for us. */
  get summaries(): ReadonlyMap<string, FileSummary> {
    const found = new Map<string, FileSummary>();
    for (const [path, { summary }] of this.entries) if (summary !== NOTHING) found.set(path, summary);
    return found;
  }

  /** A bug in what reads the text costs this file, not the others. */
  private summarizeText(text: string, languageId: string): FileSummary {
    try {
      return detach(summarize(open(text, languageId)));
    } catch (error) {
      this.log.error('file not read', { stack: faultFrames(error) });
      return NOTHING;
    }
  }

  private get paths(): readonly string[] {
    return [...this.entries.keys()];
  }

  /** Whether it was known. */
  private remove(path: string): boolean {
    const entry = this.entries.get(path);
    if (entry && entry.summary !== NOTHING) this.changes++;
    return this.entries.delete(path);
  }
}

/** A copy whose strings are its own: a piece of a long string keeps all of it in memory. */
function detach(summary: FileSummary): FileSummary {
  return summary === NOTHING ? NOTHING : structuredClone(summary);
}

function open(text: string, languageId: string) {
  return languageId === 'sql' ? createEditedDocument(text) : HostDocument.create(text, languageId);
}
