/** Looks after processes that tests expect to end. */
import { execFileSync, spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 10_000;
const POLL_MS = 20;

/** A process that has ended and is only waited for by nobody counts as gone. */
export function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

/** Resolves when the process is gone; rejects when it stays. */
export async function waitUntilGone(pid: number): Promise<void> {
  await waitUntil(() => !isRunning(pid), `process ${pid} is gone`);
}

export async function waitUntil(condition: () => boolean, what: string): Promise<void> {
  const endMs = Date.now() + PATIENCE_MS;
  while (!condition()) {
    if (Date.now() > endMs) throw new Error(`waited in vain until ${what}`);
    await pause(POLL_MS);
  }
}

/** Ids of processes whose command line has the text. */
export function findProcesses(text: string): number[] {
  return execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(text) && !/^\s*\d+ Z/.test(line))
    .map((line) => Number(/\d+/.exec(line)?.[0]));
}
