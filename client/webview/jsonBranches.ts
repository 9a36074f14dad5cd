import { parseJsonNode } from '../../core/invocation/jsonNode';
import type { JsonNode } from '../../core/invocation/jsonNode';

/** A line of the tree: a member, an item, a stretch of many, or the JSON that a string holds. */
export interface Branch {
  readonly label: { readonly kind: 'name' | 'index' | 'stretch' | 'inside'; readonly text: string };
  /** Undefined for a stretch of a long list. */
  readonly node: JsonNode | undefined;
  /** Undefined for a leaf; made when first opened. */
  readonly children: (() => readonly Branch[]) | undefined;
}

/** More than this under one line are put into stretches, and stretches of stretches. */
export const MOST_CHILDREN = 100;

/** The lines below a node, none for a plain value. */
export function branchesOf(node: JsonNode): readonly Branch[] {
  switch (node.kind) {
    case 'object':
      return inStretches(node.members.map(([name, value]) => branch({ kind: 'name', text: name }, value)));
    case 'array':
      return inStretches(node.items.map((item, at) => branch({ kind: 'index', text: String(at) }, item)));
    case 'string': {
      const inside = parseInside(node.value);
      return inside ? [branch({ kind: 'inside', text: 'as JSON' }, inside)] : [];
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

function branch(label: Branch['label'], node: JsonNode): Branch {
  const opens =
    node.kind === 'object'
      ? node.members.length > 0
      : node.kind === 'array'
        ? node.items.length > 0
        : node.kind === 'string' && parseInside(node.value) !== undefined;
  return { label, node, children: opens ? () => branchesOf(node) : undefined };
}

function inStretches(branches: readonly Branch[], first = 0): readonly Branch[] {
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
      children: () => inStretches(part, first + start),
    });
  }
  return stretches;
}

/** An object or a list written into a string, as API Gateway wants a body. */
function parseInside(text: string): JsonNode | undefined {
  return /^\s*[[{]/.test(text) ? parseJsonNode(text) : undefined;
}
