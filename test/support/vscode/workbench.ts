import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** What scripts/vscode/serve.mjs takes. Paths are absolute. */
export interface WorkbenchOptions {
  readonly editionName: string;
  readonly userDataDir: string;
  readonly extensionsDir: string;
  readonly folder: string;
  /** A file of the folder to open with it. */
  readonly file?: string;
  /** A packaged extension to install first. */
  readonly vsix?: string;
  /** An extension's folder, and the module whose `run` the extension host calls. */
  readonly development?: { readonly extension: string; readonly tests?: string };
  /** Ask whether to trust the folder; else it is trusted. */
  readonly workspaceTrust?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** A browser VS Code that is being served. */
export interface Workbench {
  readonly url: string;
  /** Ends it with everything it has started. */
  stop(): Promise<void>;
}

/** Serves a browser VS Code from a process of its own, which also ends when this process does. */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const server = spawn(process.execPath, ['scripts/vscode/serve.mjs', JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  for await (const line of createInterface(server.stdout)) {
    const url = readUrl(line);
    if (url === undefined) {
      console.log(line);
      continue;
    }
    const stop = async (): Promise<void> => {
      server.stdin.end();
      await exited;
    };
    return { url, stop };
  }
  throw new Error('The browser VS Code did not start; the reason stands above.');
}

function readUrl(line: string): string | undefined {
  return line.startsWith('{"url":') ? (JSON.parse(line) as { url: string }).url : undefined;
}
