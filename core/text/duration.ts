/** A time for a reader: `0.4 ms`, `12.3 ms`, `1.25 s`, `2 min 3 s`. */
export function formatMs(ms: number): string {
  if (ms < 1_000) return `${trim(ms.toFixed(ms < 100 ? 1 : 0))} ms`;
  if (ms < 60_000) return `${trim((ms / 1_000).toFixed(2))} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const trim = (digits: string): string => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits);
