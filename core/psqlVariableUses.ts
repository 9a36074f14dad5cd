/** Where psql puts in the value of a variable: in statements and in the arguments of its own commands. */
import { psqlVariableName } from './psqlVariables';
import type { Span } from './span';
import type { Chunk } from './sql/chunk';
import { parseMetaCommand } from './sql/metaCommand';
import { tokenize } from './sql/tokens';

export interface PsqlVariableUse {
  readonly name: string;
  /** Of the name alone; it counts from the chunk's start. */
  readonly span: Span;
}

/** Those of one chunk, in the order of the text. */
export function findVariableUses(chunk: Chunk): readonly PsqlVariableUse[] {
  if (!chunk.text.includes(':') || chunk.kind === 'copyData' || chunk.kind === 'blank') return [];
  return tokenize(chunk.text, chunk.options).significant.flatMap(({ kind, text, start }) => {
    if (kind === 'psqlVariable') return [toUse(text, start)];
    return kind === 'metaCommand' ? findInCommand(text, start) : [];
  });
}

function toUse(text: string, offset: number): PsqlVariableUse {
  const name = psqlVariableName(text);
  const start = offset + text.indexOf(name, 1);
  return { name, span: { start, end: start + name.length } };
}

/** Commands that take the rest of their line as it stands (psqlscanslash.l, OT_WHOLE_LINE). */
const WHOLE_LINE = new Set(['!', 'copy', 'ef', 'ev', 'sf', 'sv', 'h', 'help']);

/** psqlscanslash.l: a quoted argument, passed over, or a variable, as in statements. */
const ARGUMENT =
  /'(?:[^'\\]|\\.)*'|"[^"]*"|:(?:'[\w\u0080-\uffff]+'|"[\w\u0080-\uffff]+"|\{\?[\w\u0080-\uffff]+\}|[\w\u0080-\uffff]+)/g;

function findInCommand(text: string, offset: number): readonly PsqlVariableUse[] {
  if (WHOLE_LINE.has(parseMetaCommand(text).name)) return [];
  return [...text.matchAll(ARGUMENT)].flatMap(({ 0: found, index }) =>
    found.startsWith(':') ? [toUse(found, offset + index)] : [],
  );
}
