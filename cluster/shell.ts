/** Command lines of the user's, run in their shell. */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';

/** The shell and what it runs are a group of their own, so that they can be ended together. */
export function startShell(command: string, stdio: StdioOptions): ChildProcess {
  return spawn(command, { shell: true, detached: process.platform !== 'win32', stdio });
}

/** Ends the shell and what it has started; nothing where it has ended. */
export function endShell({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  if (process.platform === 'win32') spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
  else process.kill(-pid, 'SIGTERM');
}
