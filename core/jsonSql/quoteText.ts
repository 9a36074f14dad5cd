/** A text as PostgreSQL's literal of it, escaped only where it holds what nobody would see; undefined where it has none. */
export function quoteText(text: string): string | undefined {
  // PostgreSQL's text holds neither NUL nor half of a surrogate pair.
  if (text.includes('\0') || /\p{Cs}/u.test(text)) return undefined;
  const quoted = text.replaceAll("'", "''");
  if (!/\p{Cc}/u.test(text)) return `'${quoted}'`;
  return `E'${quoted.replaceAll('\\', '\\\\').replaceAll(/\p{Cc}/gu, escapeControl)}'`;
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeControl(character: string): string {
  return NAMED[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
