/** The command line as users have it: the built program, as a process. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { resolve } from 'node:path';

export const PROGRAM = resolve(process.env['SANDBOX_DIST'] ?? 'dist', 'cli.js');

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What standard input holds; absent: nothing. */
  readonly input?: string;
}

export interface CliResult {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The user's own variables would change what is tested. */
const CLEAN = { PGPASSWORD: undefined, PGPASSFILE: '/nonexistent', NO_COLOR: undefined };

/** A process that has begun, for tests that talk to it while it runs. */
export class CliProcess {
  stdout = '';
  stderr = '';
  readonly ended: Promise<CliResult>;
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly watchers = new Set<() => void>();

  constructor(args: readonly string[], { cwd, env, input = '' }: CliOptions = {}) {
    this.child = spawn(process.execPath, [PROGRAM, ...args], {
      ...(cwd !== undefined && { cwd }),
      env: { ...process.env, ...CLEAN, ...env },
    });
    this.child.stdin.on('error', () => undefined).end(input);
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => this.take('stdout', text));
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => this.take('stderr', text));
    this.ended = new Promise((done) => {
      this.child.on('close', (code) => done({ code, stdout: this.stdout, stderr: this.stderr }));
    });
  }

  interrupt(): void {
    this.kill('SIGINT');
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Reads no more of what it prints, as `head` does once it has enough. */
  stopReading(): void {
    this.child.stdout.destroy();
  }

  /** Resolves once what it has written matches; rejects if it ends before. */
  async waitFor(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<void> {
    const seen = new Promise<void>((done) => {
      const watch = (): void => {
        if (!pattern.test(this[stream])) return;
        this.watchers.delete(watch);
        done();
      };
      this.watchers.add(watch);
      watch();
    });
    const early = this.ended.then((result) => {
      if (!pattern.test(this[stream])) throw new Error(`ended before ${pattern}: ${JSON.stringify(result)}`);
    });
    await Promise.race([seen, early]);
  }

  private take(stream: 'stdout' | 'stderr', text: string): void {
    this[stream] += text;
    for (const watch of [...this.watchers]) watch();
  }
}

export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return new CliProcess(args, options).ended;
}
