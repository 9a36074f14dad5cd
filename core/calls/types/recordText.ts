import type { Refusal } from './refusal';

/**
 * Whether PostgreSQL takes a text as a composite value of so many text columns (record_in, rowtypes.c); if not,
 * what it says.
 */
export function refuseRecord(text: string, columns: number): Refusal | undefined {
  const detail = findFault(text, columns);
  if (detail === undefined) return undefined;
  return { sqlstate: '22P02', message: `malformed record literal: "${text}"`, detail };
}

const SPACES = /[ \t\n\v\f\r]*/y;

function skipSpaces(text: string, at: number): number {
  SPACES.lastIndex = at;
  return SPACES.test(text) ? SPACES.lastIndex : at;
}

function findFault(text: string, columns: number): string | undefined {
  let at = skipSpaces(text, 0);
  if (text[at] !== '(') return 'Missing left parenthesis.';
  at++;
  for (let column = 0; column < columns; column++) {
    if (column > 0) {
      if (text[at] !== ',') return 'Too few columns.';
      at++;
    }
    const end = findColumnEnd(text, at);
    if (end === undefined) return 'Unexpected end of input.';
    at = end;
  }
  if (text[at] !== ')') return 'Too many columns.';
  return skipSpaces(text, at + 1) === text.length ? undefined : 'Junk after right parenthesis.';
}

/** A column ends at a comma or parenthesis outside of quotes; undefined where the text ends before. */
function findColumnEnd(text: string, from: number): number | undefined {
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (!quoted && (char === ',' || char === ')')) return at;
    if (char === '\\') at++;
    else if (char === '"') quoted = !quoted;
  }
  return undefined;
}
