/**
 * A JSON text as a tree that loses nothing: numbers keep every digit, objects the order of their members and
 * members of the same name, as PostgreSQL's `json` stores them and JSON.parse does not.
 */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly (readonly [name: string, value: JsonNode])[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number' | 'boolean' | 'null'; readonly text: string };

/** A container whose end is still to come, and the member name that waits for its value. */
interface Open {
  readonly node: { kind: 'object'; members: [string, JsonNode][] } | { kind: 'array'; items: JsonNode[] };
  name: string | undefined;
}

/** Deeper than this a line starts no further to the right: text that nests a million deep stays readable. */
const DEEPEST_INDENT = 50;

/** Reads a JSON text; undefined where it is none. Nesting is limited by memory alone. */
export function parseJsonNode(text: string): JsonNode | undefined {
  if (!isJson(text)) return undefined;
  const open: Open[] = [];
  let root: JsonNode | undefined;
  const add = (node: JsonNode): void => {
    const parent = open.at(-1);
    if (!parent) root = node;
    else if (parent.node.kind === 'array') parent.node.items.push(node);
    else {
      parent.node.members.push([parent.name ?? '', node]);
      parent.name = undefined;
    }
  };
  for (const token of readTokens(text)) {
    const parent = open.at(-1);
    if (token === '{' || token === '[') {
      const node: Open['node'] =
        token === '{' ? { kind: 'object', members: [] } : { kind: 'array', items: [] };
      add(node);
      open.push({ node, name: undefined });
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (parent?.node.kind === 'object' && parent.name === undefined && token.startsWith('"')) {
      parent.name = JSON.parse(token) as string;
    } else if (token !== ',' && token !== ':') {
      add(readScalar(token));
    }
  }
  return root;
}

/** Writes a JSON text with one member a line, touching nothing but the white space; undefined if it is none. */
export function indentJson(text: string): string | undefined {
  if (!isJson(text)) return undefined;
  const parts: string[] = [];
  let depth = 0;
  let previous = '';
  for (const token of readTokens(text)) {
    const closes = token === '}' || token === ']';
    const opened = previous === '{' || previous === '[';
    if (closes) depth -= 1;
    if (closes ? !opened : opened || previous === ',')
      parts.push('\n', '  '.repeat(Math.min(depth, DEEPEST_INDENT)));
    parts.push(token === ':' ? ': ' : token);
    if (token === '{' || token === '[') depth += 1;
    previous = token;
  }
  return parts.join('');
}

/** The tokens of a valid JSON text. By hand: a regular expression overflows on strings of megabytes. */
function* readTokens(text: string): Generator<string> {
  const scalar = /[^\s,:[\]{}"]+/y;
  for (let at = 0; at < text.length;) {
    const char = text.charAt(at);
    scalar.lastIndex = at;
    const token = char === '"' ? text.slice(at, findStringEnd(text, at)) : (scalar.exec(text)?.[0] ?? char);
    if (token.trim()) yield token;
    at += token.length;
  }
}

function findStringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); ; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
}

function readScalar(token: string): JsonNode {
  if (token.startsWith('"')) return { kind: 'string', value: JSON.parse(token) as string };
  if (token === 'null') return { kind: 'null', text: token };
  return { kind: token === 'true' || token === 'false' ? 'boolean' : 'number', text: token };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // an ordinary answer, not a fault: many payloads are text
  }
}

/** Writes a node back as compact JSON text. */
export function toJsonText(root: JsonNode): string {
  const parts: string[] = [];
  // A list of what is still to be written, last first: nesting must not be limited by the call stack.
  const left: (JsonNode | string)[] = [root];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (typeof next === 'string') parts.push(next);
    else if (next.kind === 'string') parts.push(JSON.stringify(next.value));
    else if (next.kind === 'object') {
      const inner = next.members.map(([name, value], at): (JsonNode | string)[] => [
        `${at > 0 ? ',' : ''}${JSON.stringify(name)}:`,
        value,
      ]);
      for (const part of ['{', ...inner.flat(), '}'].reverse()) left.push(part);
    } else if (next.kind === 'array') {
      const inner = next.items.map((item, at): (JsonNode | string)[] => (at > 0 ? [',', item] : [item]));
      for (const part of ['[', ...inner.flat(), ']'].reverse()) left.push(part);
    } else parts.push(next.text);
  }
  return parts.join('');
}
