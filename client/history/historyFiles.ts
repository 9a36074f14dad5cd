/**
 * The history as files, one a run, of which each window writes its own: what a window writes is whole or not there,
 * and nobody rewrites what another has written. A run is pinned by its file's name.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HistoryEntry, KeptResult, RunSummary } from './entry';
import { readResults, readSummary, writeEntry } from './entryFile';

const FILE = /^([0-9a-z]{9}-[0-9a-f]{12})(\.pinned)?\.json$/;
const DRAFT = /\.draft$/;
/** A draft this old is of a window that ended while it wrote. */
const DRAFT_MS = 3_600_000;

export interface HistoryBounds {
  /** Runs that are not pinned. */
  readonly entries: number;
  /** Bytes of all files that are not pinned. */
  readonly total: number;
  /** Bytes of one file. */
  readonly entry: number;
}

export interface KeptRun {
  readonly summary: RunSummary;
  readonly isPinned: boolean;
}

/** Ids of later moments are greater. `now`: milliseconds since 1970. */
export function createRunId(now: number): string {
  return `${now.toString(36).padStart(9, '0')}-${randomBytes(6).toString('hex')}`;
}

interface Listed {
  readonly id: string;
  readonly isPinned: boolean;
}

export class HistoryFiles {
  /** Files never change, so each is read once. */
  private readonly summaries = new Map<string, RunSummary>();
  private readonly told = new Set<string>();

  /** `warn` hears of files that can't be read: once of each, never with what is in them. */
  constructor(
    readonly folder: string,
    private readonly warn: (message: string, facts: object) => void,
  ) {}

  /** Adds a run; the oldest that are not pinned leave where there are too many. No other file is read. */
  async add(entry: HistoryEntry, bounds: HistoryBounds): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const { id } = entry.summary;
    const path = this.pathOf({ id, isPinned: false });
    const draft = `${path}.draft`;
    await writeFile(draft, writeEntry(entry, bounds.entry), { mode: 0o600 });
    await rename(draft, path);
    this.summaries.set(id, entry.summary);
    await this.prune(bounds);
  }

  /** The newest first. */
  async list(): Promise<readonly KeptRun[]> {
    const listed = await this.listFiles();
    const runs: KeptRun[] = [];
    for (const file of listed) {
      const summary = this.summaries.get(file.id) ?? (await this.read(file));
      if (summary) runs.push({ summary, isPinned: file.isPinned });
    }
    const ids = new Set(listed.map(({ id }) => id));
    for (const id of this.summaries.keys()) if (!ids.has(id)) this.summaries.delete(id);
    return runs;
  }

  /** What came back from a run; undefined where the run is no longer there. */
  async readResults(id: string): Promise<readonly KeptResult[] | undefined> {
    const file = (await this.listFiles()).find((one) => one.id === id);
    const text = file && (await this.attempt(file, () => readFile(this.pathOf(file), 'utf8')));
    if (file === undefined || text === undefined) return undefined;
    const results = readResults(text.slice(text.indexOf('\n') + 1));
    if (!results) this.tell(file, 'damaged');
    return results ?? [];
  }

  /** False where the run is no longer there. */
  async setPinned(id: string, isPinned: boolean): Promise<boolean> {
    const done = await this.attempt({ id, isPinned }, async () => {
      await rename(this.pathOf({ id, isPinned: !isPinned }), this.pathOf({ id, isPinned }));
      return true;
    });
    return done ?? false;
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await rm(this.pathOf({ id, isPinned: false }), { force: true });
      await rm(this.pathOf({ id, isPinned: true }), { force: true });
      this.summaries.delete(id);
    }
  }

  /** Everything, also what could not be read; or all but what is pinned. */
  async clear(which: 'all' | 'unpinned'): Promise<void> {
    const listed = await this.listFiles();
    await this.remove(listed.filter(({ isPinned }) => which === 'all' || !isPinned).map(({ id }) => id));
    await this.removeDrafts(0);
  }

  private async prune({ entries, total }: HistoryBounds): Promise<void> {
    const unpinned = (await this.listFiles()).filter(({ isPinned }) => !isPinned);
    let size = 0;
    let kept = 0;
    for (const file of unpinned) {
      size += (await this.attempt(file, async () => (await stat(this.pathOf(file))).size)) ?? 0;
      // The newest stays whatever its size.
      if (kept === 0 || (kept < entries && size <= total)) kept++;
      // Not by `remove`: another window may have pinned it meanwhile.
      else await rm(this.pathOf(file), { force: true });
    }
    await this.removeDrafts(DRAFT_MS);
  }

  private async removeDrafts(olderThanMs: number): Promise<void> {
    const drafts = (await this.readFolder()).filter((name) => DRAFT.test(name));
    for (const name of drafts) {
      const path = join(this.folder, name);
      const written = await stat(path).catch(() => undefined);
      if (written && Date.now() - written.mtimeMs >= olderThanMs) await rm(path, { force: true });
    }
  }

  /** The newest first; nothing is read but names. */
  private async listFiles(): Promise<readonly Listed[]> {
    const found = (await this.readFolder()).flatMap((name): Listed[] => {
      const [, id, pinned] = FILE.exec(name) ?? [];
      return id === undefined ? [] : [{ id, isPinned: pinned !== undefined }];
    });
    return found.sort((one, other) => (one.id < other.id ? 1 : -1));
  }

  private async readFolder(): Promise<readonly string[]> {
    try {
      return await readdir(this.folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  private async read(file: Listed): Promise<RunSummary | undefined> {
    const line = await this.attempt(file, () => readFirstLine(this.pathOf(file)));
    if (line === undefined) return undefined;
    const summary = readSummary(line);
    if (summary?.id !== file.id) return void this.tell(file, 'damaged');
    this.summaries.set(file.id, summary);
    return summary;
  }

  /** Undefined where the file is gone, as another window may have it, or can't be read, which is told. */
  private async attempt<T>(file: Listed, action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      if (code !== 'ENOENT') this.tell(file, code);
      return undefined;
    }
  }

  private tell({ id }: Listed, why: string): void {
    if (this.told.has(id)) return;
    this.told.add(id);
    this.warn('a run of the history is passed over', { id, why });
  }

  private pathOf({ id, isPinned }: Listed): string {
    return join(this.folder, `${id}${isPinned ? '.pinned' : ''}.json`);
  }
}

/** About the length of a summary. */
const STEP = 16_384;

async function readFirstLine(path: string): Promise<string> {
  const file = await open(path);
  try {
    const parts: Buffer[] = [];
    for (;;) {
      const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(STEP) });
      const part = buffer.subarray(0, bytesRead);
      const end = part.indexOf('\n');
      parts.push(end < 0 ? part : part.subarray(0, end));
      if (end >= 0 || bytesRead === 0) return Buffer.concat(parts).toString('utf8');
    }
  } finally {
    await file.close();
  }
}
