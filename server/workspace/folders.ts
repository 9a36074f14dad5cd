/** The folders that the editor has open, as it adds and removes them. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  DidChangeWorkspaceFoldersNotification,
  type Connection,
  type InitializeParams,
} from 'vscode-languageserver';

export class WorkspaceFolders {
  private uris: readonly string[];

  constructor({ workspaceFolders, rootUri }: InitializeParams) {
    const root = typeof rootUri === 'string' ? [rootUri] : [];
    this.uris = workspaceFolders?.map(({ uri }) => uri) ?? root;
  }

  /** Those on the local disk; none of a virtual workspace. */
  get paths(): readonly string[] {
    return this.uris.flatMap((uri) => toPath(uri) ?? []);
  }

  /** `file`, and what a virtual workspace has in its place. */
  get schemes(): ReadonlySet<string> {
    return new Set(this.uris.map(schemeOf));
  }

  /** `onChange` is called after every change. */
  follow(connection: Connection, onChange: () => void): void {
    connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event: { added, removed } }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      const kept = this.uris.filter((uri) => !gone.has(uri));
      this.uris = [...new Set([...kept, ...added.map(({ uri }) => uri)])];
      onChange();
    });
  }
}

export function schemeOf(uri: string): string {
  return /^[^:]*/.exec(uri)?.[0].toLowerCase() ?? '';
}

/** Undefined for what lies on no disk. Spelled in one way, so that paths can be compared. */
export function toPath(uri: string): string | undefined {
  try {
    const path = fileURLToPath(uri);
    const withoutEnd = path.length > 1 ? path.replace(/[\\/]$/, '') : path;
    return withoutEnd.replace(/^[a-z]:/, (drive) => drive.toUpperCase());
  } catch {
    return undefined;
  }
}

export function toUri(path: string): string {
  return pathToFileURL(path).href;
}
