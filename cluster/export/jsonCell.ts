import { isJson } from '../../core/text/json';
import type { Cell, Column } from '../../core/invocation/outcome';

const NUMBER = /^(?:smallint|integer|real|double precision)$/;
/** PostgreSQL's own text of a number is JSON's, and has the sign of a zero too. */
const JSON_NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/;

/**
 * A cell as JSON: booleans, smallint, integer, real and double precision become JSON's own; json and jsonb stand as
 * they are, every digit kept; everything else, bigint and numeric among it, is PostgreSQL's text. NaN and the
 * infinities, which JSON has no number for, are text too.
 */
export function formatJsonCell({ type }: Column, cell: Cell): string {
  if (cell === null) return 'null';
  if (type === 'boolean') return JSON.stringify(cell === 't');
  if (type === 'json' || type === 'jsonb') return formatJsonText(cell);
  return NUMBER.test(type) && JSON_NUMBER.test(cell) ? cell : JSON.stringify(cell);
}

/** As PostgreSQL wrote it, on one line: it allows line breaks only between values, never inside a string. */
export function formatJsonText(text: Cell): string {
  if (text === null) return 'null';
  return isJson(text) ? text.replace(/\s*[\r\n]\s*/g, ' ').trim() : JSON.stringify(text);
}
