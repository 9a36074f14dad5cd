/** psql's variables, with the rules for those that psql itself reads (src/bin/psql/startup.c, hooks). */

/** Name → value. Names are letters, digits, `_` and characters above ASCII, letter case counts. */
export type Variables = Map<string, string>;

export function createVariables(): Variables {
  return new Map();
}

/** psql: valid_variable_name. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z0-9_\u0080-\uffff]+$/.test(name);
}

/** psql's Boolean: any unambiguous start of true, false, yes, no; on, off, 1, 0; undefined for anything else. */
export function parseBoolean(text: string): boolean | undefined {
  const value = text.toLowerCase();
  if (value === '') return undefined;
  if (value === 'on' || value === '1' || 'true'.startsWith(value) || 'yes'.startsWith(value)) return true;
  if (value === '0' || 'false'.startsWith(value) || 'no'.startsWith(value)) return false;
  return value.length >= 2 && 'off'.startsWith(value) ? false : undefined;
}

/** Read as Booleans by psql, which refuses to set them to anything else. */
const BOOLEANS = new Set([
  'AUTOCOMMIT',
  'ON_ERROR_STOP',
  'QUIET',
  'SINGLELINE',
  'SINGLESTEP',
  'HIDE_TABLEAM',
  'HIDE_TOAST_COMPRESSION',
]);

/** Sets a variable; the answer is psql's own complaint where it refuses. */
export function setVariable(variables: Variables, name: string, value: string): string | undefined {
  if (!isVariableName(name)) return `invalid variable name: "${name}"`;
  const stored = BOOLEANS.has(name) && value === '' ? 'on' : value;
  if (BOOLEANS.has(name) && parseBoolean(stored) === undefined) {
    return `unrecognized value "${value}" for "${name}": Boolean expected`;
  }
  variables.set(name, stored);
  return undefined;
}

/** psql's `quote_literal`: where there is a backslash, an escape string with a space before it. */
export function quoteLiteral(value: string): string {
  const quoted = value.replaceAll("'", "''");
  return value.includes('\\') ? ` E'${quoted.replaceAll('\\', '\\\\')}'` : `'${quoted}'`;
}

export function quoteIdentifier(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
