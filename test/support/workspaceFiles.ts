/** A folder of files on the disk, for tests of what reads a workspace. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export class WorkspaceFiles {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'workspace-')));

  /** `files`: path → text. */
  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  path(path: string): string {
    return join(this.root, path);
  }

  uri(path = ''): string {
    return pathToFileURL(this.path(path)).href;
  }

  write(path: string, text: string | Uint8Array): string {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), text);
    return this.path(path);
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  remove(path = ''): void {
    rmSync(this.path(path), { recursive: true });
  }
}
