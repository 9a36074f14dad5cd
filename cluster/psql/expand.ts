import { Scanner } from '../../core/sql/scanner';
import { isVariableName, quoteIdentifier, quoteLiteral, type Variables } from './variables';

/** Takes psql's own words about something that it goes on after. */
export type Warn = (message: string) => void;

/**
 * What psql puts in place of `:name`, `:'name'`, `:"name"` or `:{?name}`; undefined where it leaves the text as
 * it stands. The value of a bare `:name` is read as SQL again, variables included (psqlscan.l).
 */
export function expandVariable(token: string, variables: Variables, warn: Warn): string | undefined {
  return expand(token, variables, warn, []);
}

function expand(
  token: string,
  variables: Variables,
  warn: Warn,
  within: readonly string[],
): string | undefined {
  const test = /^:\{\?(.*)\}$/.exec(token)?.[1];
  if (test !== undefined) return variables.has(test) ? 'TRUE' : 'FALSE';
  const quote = token.charAt(1);
  const quoted = quote === "'" || quote === '"';
  const name = quoted ? token.slice(2, -1) : token.slice(1);
  const value = variables.get(name);
  if (value === undefined || !isVariableName(name)) return undefined;
  if (quoted) return quote === "'" ? quoteLiteral(value) : quoteIdentifier(value);
  if (within.includes(name)) {
    warn(`skipping recursive expansion of variable "${name}"`);
    return undefined;
  }
  return expandAll(value, variables, warn, [...within, name]);
}

function expandAll(text: string, variables: Variables, warn: Warn, within: readonly string[]): string {
  if (!text.includes(':')) return text;
  let expanded = '';
  let copied = 0;
  const scanner = new Scanner(text, { psql: true });
  while (scanner.nextSignificant()) {
    if (scanner.kind !== 'psqlVariable') continue;
    const value = expand(text.slice(scanner.start, scanner.end), variables, warn, within);
    if (value === undefined) continue;
    expanded += text.slice(copied, scanner.start) + value;
    copied = scanner.end;
  }
  return expanded + text.slice(copied);
}
