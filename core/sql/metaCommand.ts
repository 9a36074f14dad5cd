/** psql's backslash commands, as far as reading them goes (src/bin/psql/psqlscanslash.l). */

/** Commands that send what has been typed so far: they end a statement as `;` does. */
const SENDING = new Set(['g', 'gx', 'gset', 'gexec', 'gdesc', 'crosstabview', 'watch']);

export interface MetaCommand {
  /** Without its backslash, e.g. `gset`. */
  readonly name: string;
  /** The text behind the name, trimmed. */
  readonly argument: string;
}

/**
 * The end of the command whose backslash stands at `at`: the line's end, or the next backslash outside of
 * quotes, where psql reads another command. `\;` is two characters.
 */
export function scanMetaCommand(text: string, at: number): number {
  if (text.charAt(at + 1) === ';' || text.charAt(at + 1) === '\\') return at + 2;
  let quote = '';
  for (let end = at + 1; end < text.length; end++) {
    const char = text.charAt(end);
    if (char === '\n' || char === '\r') return end;
    if (quote) {
      if (char === '\\' && quote === "'") end++;
      else if (char === quote) quote = '';
    } else if (char === "'" || char === '"' || char === '`') quote = char;
    else if (char === '\\') return text.charAt(end + 1) === '\\' ? end + 2 : end;
  }
  return text.length;
}

/** Reads the text of a metaCommand token. */
export function parseMetaCommand(text: string): MetaCommand {
  const [, name = '', argument = ''] = /^\\([^\s\\]*)([\s\S]*?)(?:\\\\)?$/.exec(text) ?? [];
  return { name, argument: argument.trim() };
}

export function sendsQuery(command: MetaCommand): boolean {
  return SENDING.has(command.name);
}
