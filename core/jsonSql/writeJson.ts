/** JSON as SQL that makes it: `json_build_object('a', 1, 'b', json_build_array(true, NULL))`. */
import type { JsonNode } from '../invocation/jsonNode';
import { quoteText } from './quoteText';

export type JsonType = 'json' | 'jsonb';

export interface JsonWriting {
  readonly type: JsonType;
  /** SQL for a string that is a value; undefined where there is none. */
  readonly string: (value: string) => string | undefined;
}

/** PostgreSQL passes no more to a function. */
const MAX_ARGUMENTS = 100;
const MAX_DEPTH = 30;

/**
 * Calls that make the same JSON; undefined where none can: for members of the same name, for text that PostgreSQL
 * can't hold, for more members than a function takes.
 */
export function writeJson(
  node: JsonNode,
  writing: JsonWriting,
  depth: number = MAX_DEPTH,
): string | undefined {
  if (depth === 0) return undefined;
  switch (node.kind) {
    case 'string':
      return writing.string(node.value);
    case 'number':
      return writeNumber(node.text, writing.type);
    case 'object': {
      const names = node.members.map(([name]) => name);
      if (new Set(names).size < names.length) return undefined;
      const parts = node.members.flatMap(([name, value]) => [
        quoteText(name),
        writeJson(value, writing, depth - 1),
      ]);
      return writeCall(`${writing.type}_build_object`, parts);
    }
    case 'array':
      return writeCall(
        `${writing.type}_build_array`,
        node.items.map((item) => writeJson(item, writing, depth - 1)),
      );
    default:
      return node.kind === 'null' ? 'NULL' : node.text;
  }
}

/** PostgreSQL prints a number with a fraction as it was written, one with an exponent or a signed zero does not. */
function writeNumber(text: string, type: JsonType): string {
  const isKept = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && !/^-0(?:\.0*)?$/.test(text);
  return isKept ? text : `'${text}'::${type}`;
}

function writeCall(name: string, parts: readonly (string | undefined)[]): string | undefined {
  const written = parts.filter((part) => part !== undefined);
  if (written.length < parts.length || parts.length > MAX_ARGUMENTS) return undefined;
  return `${name}(${written.join(', ')})`;
}
