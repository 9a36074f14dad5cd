/** Processes as Linux tells of them in /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** Undefined where the process is gone. */
function read(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined; // it has ended meanwhile
  }
}

/** The processes below this one whose command line has the text. */
export function findBelow(root: number, text: string): number[] {
  const all = readdirSync('/proc').map(Number).filter(Number.isInteger);
  const parents = new Map(all.map((pid) => [pid, parentOf(pid)]));
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (parents.get(pid) === root || isBelow(parents.get(pid)));
  return all.filter((pid) => isBelow(pid) && read(pid, 'cmdline')?.includes(text));
}

/** The name, which stands in parentheses before it, may hold anything. */
function parentOf(pid: number): number | undefined {
  const parent = / \S (\d+) [^)]*$/.exec(read(pid, 'stat') ?? '')?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/** Bytes resident; 0 where it is gone. */
export function residentOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(read(pid, 'status') ?? '')?.[1];
  return Number(kilobytes ?? 0) * 1_024;
}
