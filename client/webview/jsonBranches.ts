import { parseJsonNode } from '../../core/invocation/jsonNode';
import type { JsonNode } from '../../core/invocation/jsonNode';

/** A line of the tree: a member, an item, a stretch of many, or the JSON that a string holds. */
export interface Branch {
  readonly label: { readonly kind: 'name' | 'index' | 'stretch' | 'inside'; readonly text: string };
  /** Undefined for a stretch of a long list. */
  readonly node: JsonNode | undefined;
  /** Where the node is, as PostgreSQL's jsonpath writes it; JSON inside a string begins anew behind an arrow. */
  readonly path: string;
  /** Undefined for a leaf; made when first opened. */
  readonly children: (() => readonly Branch[]) | undefined;
}

/** More than this under one line are put into stretches, and stretches of stretches. */
export const MOST_CHILDREN = 100;

/** The lines below a node that is found at the path, none for a plain value. */
export function branchesOf(node: JsonNode, path = '$'): readonly Branch[] {
  switch (node.kind) {
    case 'object':
      return inStretches(
        path,
        node.members.map(([name, value]) =>
          branch({ kind: 'name', text: name }, value, path + memberStep(name)),
        ),
      );
    case 'array':
      return inStretches(
        path,
        node.items.map((item, at) => branch({ kind: 'index', text: String(at) }, item, `${path}[${at}]`)),
      );
    case 'string': {
      const inside = parseInside(node.value);
      return inside ? [branch({ kind: 'inside', text: 'as JSON' }, inside, `${path} → $`)] : [];
    }
    default:
      return [];
  }
}

/** What a closed line says of what is in it: `{4}`, `[120]`. */
export function describeSize(node: JsonNode): string {
  if (node.kind === 'object') return node.members.length === 0 ? '{ }' : `{${node.members.length}}`;
  if (node.kind === 'array') return node.items.length === 0 ? '[ ]' : `[${node.items.length}]`;
  return '';
}

/** A name that is no identifier is quoted (PostgreSQL's jsonpath, keys). */
const memberStep = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `.${JSON.stringify(name)}`;

function branch(label: Branch['label'], node: JsonNode, path: string): Branch {
  const opens =
    node.kind === 'object'
      ? node.members.length > 0
      : node.kind === 'array'
        ? node.items.length > 0
        : node.kind === 'string' && parseInside(node.value) !== undefined;
  return { label, node, path, children: opens ? () => branchesOf(node, path) : undefined };
}

function inStretches(path: string, branches: readonly Branch[], first = 0): readonly Branch[] {
  if (branches.length <= MOST_CHILDREN) return branches;
  let size = MOST_CHILDREN;
  while (size * MOST_CHILDREN < branches.length) size *= MOST_CHILDREN;
  const stretches: Branch[] = [];
  for (let start = 0; start < branches.length; start += size) {
    const part = branches.slice(start, start + size);
    const text = `${first + start} … ${first + start + part.length - 1}`;
    stretches.push({
      label: { kind: 'stretch', text },
      node: undefined,
      path,
      children: () => inStretches(path, part, first + start),
    });
  }
  return stretches;
}

/** An object or a list written into a string, as API Gateway wants a body. */
function parseInside(text: string): JsonNode | undefined {
  return /^\s*[[{]/.test(text) ? parseJsonNode(text) : undefined;
}
