import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const SETTLE_MS = 1500;

/** Megabytes that a process and its children hold, once they have come to rest; undefined where there is no /proc. */
export async function readMemory(pid: number | undefined): Promise<number | undefined> {
  if (process.platform !== 'linux' || pid === undefined) return undefined;
  await sleep(SETTLE_MS);
  const parents = readParents();
  const family = new Set([pid]);
  for (const [child, parent] of parents) if (family.has(parent)) family.add(child);
  return [...family].reduce((sum, one) => sum + residentOf(one), 0);
}

/** By process, in ascending order, so that parents stand before their children. */
function readParents(): readonly (readonly [number, number])[] {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return pids
    .sort((a, b) => a - b)
    .map((pid) => [pid, Number(/\) \S (\d+)/.exec(read(pid, 'stat'))?.[1] ?? 0)] as const);
}

function residentOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(read(pid, 'status'))?.[1] ?? 0) / 1024;
}

/** Empty for a process that has ended meanwhile. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
