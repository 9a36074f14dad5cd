import { readFileSync } from 'node:fs';

/** The most memory this process has had. */
export function readMaxMemoryMb(): number {
  const kilobytes = findHighWater() ?? process.resourceUsage().maxRSS;
  return Math.ceil(kilobytes / 1024);
}

/** Linux: what `getrusage` says there may be the memory of the process that started this one. */
function findHighWater(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes);
}
