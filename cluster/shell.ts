/** Command lines of the user's, run in their shell. */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { strikeOut } from '../core/secrets/strikeOut';

/** The shell and what it runs are a group of their own, so that they can be ended together. */
export function startShell(command: string, stdio: StdioOptions, shell: string | true = true): ChildProcess {
  return spawn(command, { shell, detached: process.platform !== 'win32', stdio, windowsHide: true });
}

/** Ends the shell and what it has started; nothing where it has ended. */
export function endShell({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  if (process.platform === 'win32') spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
  else process.kill(-pid, 'SIGTERM');
}

export interface Program {
  /** How it ended, for the user; undefined while it runs. */
  readonly end: () => string | undefined;
  /** The last line of its standard error after a colon; empty where there is none. */
  readonly lastWords: () => string;
}

const MOST_ERRORS = 16 * 1024;
const LONGEST_WORDS = 200;

/** What a program whose standard error is a pipe has to say for itself, without secrets of a known form. */
export function watchProgram(child: ChildProcess): Program {
  let errors = '';
  let end: string | undefined;
  const lastWords = (): string => {
    const line = strikeOut(errors.trim().split('\n').at(-1)?.trim() ?? '').text;
    return line === '' ? '' : `: ${line.slice(0, LONGEST_WORDS)}`;
  };
  child.stderr
    ?.setEncoding('utf8')
    .on('data', (text: string) => (errors = (errors + text).slice(-MOST_ERRORS)));
  child.on('error', (error) => (end = `did not run: ${error.message}`));
  child.on('close', (code, killedBy) => (end ??= `ended with ${code ?? killedBy}${lastWords()}`));
  return { end: () => end, lastWords };
}
