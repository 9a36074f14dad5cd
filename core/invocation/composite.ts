import type { Cell } from './outcome';

/**
 * Reads PostgreSQL's text form of a composite value, `(200,"{""a"": 1}",$LATEST,)`: the text of each field,
 * null for a field that is SQL NULL; undefined where the text is no such form.
 * Source: https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-IO-SYNTAX
 */
export function parseComposite(text: string): Cell[] | undefined {
  const body = /^\s*\(([^]*)\)\s*$/.exec(text)?.[1];
  if (body === undefined) return undefined;
  const fields: Cell[] = [];
  for (let at = 0; ;) {
    const field = readField(body, at);
    if (!field) return undefined;
    fields.push(field.value);
    if (field.end === body.length) return fields;
    at = field.end + 1;
  }
}

/** A field ends at an unquoted comma; quoted and bare parts may follow one another (record_in). */
function readField(body: string, start: number): { value: Cell; end: number } | undefined {
  let value = '';
  let quoted = false;
  let at = start;
  for (; at < body.length && (quoted || body[at] !== ','); at++) {
    const char = body.charAt(at);
    if (char === '\\') {
      at += 1;
      if (at === body.length) return undefined;
      value += body.charAt(at);
    } else if (char !== '"') {
      if (!quoted && (char === '(' || char === ')')) return undefined;
      value += char;
    } else if (quoted && body[at + 1] === '"') {
      at += 1;
      value += '"';
    } else {
      quoted = !quoted;
    }
  }
  if (quoted) return undefined;
  // Only a field with nothing at all between its commas is NULL; `""` is the empty string.
  return { value: at === start ? null : value, end: at };
}

/** Writes fields in that form again. */
export function writeComposite(fields: readonly Cell[]): string {
  const written = fields.map((field) => (field === null ? '' : `"${field.replace(/["\\]/g, '$&$&')}"`));
  return `(${written.join(',')})`;
}
