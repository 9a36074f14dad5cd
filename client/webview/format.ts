/** A time for a reader: `0.4 ms`, `12.3 ms`, `1.25 s`, `2 min 3 s`. */
export function formatMs(ms: number): string {
  if (ms < 1_000) return `${trim(ms.toFixed(ms < 100 ? 1 : 0))} ms`;
  if (ms < 60_000) return `${trim((ms / 1_000).toFixed(2))} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `1 row`, `1,234 rows`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** The first words of a statement, in one line, without the comments before it. */
export function formatSqlLine(sql: string): string {
  const bare = sql.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)+/, '');
  return (bare || sql).slice(0, 300).replace(/\s+/g, ' ').trim();
}

const trim = (digits: string): string => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits);
