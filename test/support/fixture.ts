/** `<|>` is the cursor: `|` alone is half of SQL's `||`, `$0` looks like a parameter, `$$` is a quote. */
export function cursor(fixture: string): { readonly text: string; readonly offset: number } {
  const [before = '', after, ...extra] = fixture.split('<|>');
  if (after === undefined || extra.length > 0) throw new Error(`want exactly one <|> in: ${fixture}`);
  return { text: before + after, offset: before.length };
}

/** Reads `--  ^^^ error code` lines; carets point into the nearest line above that is not one of them. */
export function annotations(sql: string): string[] {
  const found: string[] = [];
  let target = '';
  for (const line of sql.split('\n')) {
    const [, indent = '', carets = '', label = ''] = /^(\s*--\s*)(\^+)\s+(.+)$/.exec(line) ?? [];
    if (carets) found.push(`${target.slice(indent.length, indent.length + carets.length)} ⇒ ${label.trim()}`);
    else target = line;
  }
  return found;
}
