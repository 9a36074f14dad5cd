/** `1 row`, `1,234 rows`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** The first words of a statement, in one line, without the comments before it. */
export function formatSqlLine(sql: string): string {
  const bare = sql.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)+/, '');
  return (bare || sql).slice(0, 300).replace(/\s+/g, ' ').trim();
}
