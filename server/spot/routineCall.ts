/** A routine that is called, or named as if it were: `app.notify(…)`. */
import { readName } from '../../core/calls/names';
import { readFragments } from '../../core/sql/bodies';
import { isMark } from '../../core/sql/cursor';
import type { SqlDocument } from '../../core/sql/document';
import { findInnermost, tokenUnder } from './place';

/** The name under an offset with its schema, as `schema.name`, if a parenthesis follows. */
export function findRoutineCall(document: SqlDocument, offset: number): string | undefined {
  const index = document.indexAt(offset);
  const chunk = document.chunks[index];
  const at = offset - document.offsetOf(index);
  const word = chunk && wordAround(chunk.text, at);
  if (!chunk || chunk.kind !== 'sql' || !word) return undefined;
  const found = findInnermost(readFragments(chunk.text, chunk.options, [word.toLowerCase()]), at);
  if (!found) return undefined;
  const { tokens } = found.fragment;
  const under = tokenUnder(tokens, found.at) ?? -1;
  // The cursor may stand on the schema, or on the dot.
  const start = [under - 2, under - 1, under].find((first) => isMark(tokens[first + 1], '.'));
  const schema = start === undefined ? undefined : readName(tokens, start);
  const name = readName(tokens, schema ? schema.next + 1 : under);
  if (!name || !isMark(tokens[name.next], '(')) return undefined;
  return schema ? `${schema.name}.${name.name}` : name.name;
}

function wordAround(text: string, at: number): string | undefined {
  const before = /[\w$\u0080-\uffff]*$/.exec(text.slice(Math.max(0, at - LONGEST), at))?.[0] ?? '';
  const after = /^[\w$\u0080-\uffff]*/.exec(text.slice(at, at + LONGEST))?.[0] ?? '';
  return before + after === '' ? undefined : before + after;
}

/** PostgreSQL's NAMEDATALEN. */
const LONGEST = 63;
