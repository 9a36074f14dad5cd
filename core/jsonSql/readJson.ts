/** The way back: SQL that makes JSON of constants alone, as that JSON. */
import { parseJsonNode, type JsonNode } from '../invocation/jsonNode';
import type { TokenCursor } from '../sql/cursor';
import { parseString } from '../sql/strings';
import type { JsonType } from './writeJson';

/** Reads one value at the cursor and steps over it; undefined where something else than a constant stands. */
export function readJson(cursor: TokenCursor, type: JsonType): JsonNode | undefined {
  const { token } = cursor;
  if (token?.kind === 'string') return readText(cursor, type);
  for (const kind of ['null', 'true', 'false'] as const) {
    if (cursor.takeWords(kind)) return { kind: kind === 'null' ? 'null' : 'boolean', text: kind };
  }
  const sign = cursor.takeMark('-') ? '-' : '';
  if (cursor.token?.kind === 'number') return readNumber(sign, cursor.advance()?.text ?? '');
  return sign === '' ? readBuilt(cursor, type) : undefined;
}

/** A text is a string of JSON; with a cast behind it, JSON itself. */
function readText(cursor: TokenCursor, type: JsonType): JsonNode | undefined {
  const token = cursor.advance();
  if (!token?.closed) return undefined;
  const { value } = parseString(token);
  if (!cursor.takeMark('::')) return { kind: 'string', value };
  return cursor.takeWords(type) ? parseJsonNode(value) : undefined;
}

/** As PostgreSQL prints it, which is as it is written where it is written plainly. */
function readNumber(sign: string, digits: string): JsonNode | undefined {
  const isPlain = /^(?:0|[1-9]\d*)(?:\.\d+)?$/.test(digits) && !(sign && /^0(?:\.0*)?$/.test(digits));
  return isPlain ? { kind: 'number', text: sign + digits } : undefined;
}

function readBuilt(cursor: TokenCursor, type: JsonType): JsonNode | undefined {
  if (cursor.takeWords(`${type}_build_array`)) {
    const items = readList(cursor, type);
    return items && { kind: 'array', items };
  }
  if (!cursor.takeWords(`${type}_build_object`)) return undefined;
  const parts = readList(cursor, type);
  return parts && toObject(parts);
}

function readList(cursor: TokenCursor, type: JsonType): readonly JsonNode[] | undefined {
  if (!cursor.takeMark('(')) return undefined;
  const items: JsonNode[] = [];
  if (cursor.takeMark(')')) return items;
  do {
    const item = readJson(cursor, type);
    if (!item) return undefined;
    items.push(item);
  } while (cursor.takeMark(','));
  return cursor.takeMark(')') ? items : undefined;
}

/** Only text is as good a name in SQL as in JSON, and only once. */
function toObject(parts: readonly JsonNode[]): JsonNode | undefined {
  const members: [string, JsonNode][] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const [name, value] = [parts[at], parts[at + 1]];
    if (name?.kind !== 'string' || !value || members.some(([known]) => known === name.value))
      return undefined;
    members.push([name.value, value]);
  }
  return { kind: 'object', members };
}
