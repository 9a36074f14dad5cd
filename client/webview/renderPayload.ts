import '@vscode-elements/elements/dist/vscode-tree/index.js';
import '@vscode-elements/elements/dist/vscode-tree-item/index.js';
import type { VscodeTreeItem } from '@vscode-elements/elements/dist/vscode-tree-item/vscode-tree-item.js';
import { parseJsonNode, toJsonText } from '../../core/invocation/jsonNode';
import type { JsonNode } from '../../core/invocation/jsonNode';
import { element } from './element';
import { branchesOf, describeSize } from './jsonBranches';
import type { Branch } from './jsonBranches';
import { renderCutText, renderText } from './renderText';

const MOST_CHARACTERS = 5_000;
/** What is open from the start: whole small payloads, the top of large ones. */
const OPEN = { depth: 3, lines: 40 };

const lines = new WeakMap<Element, Pick<Branch, 'node' | 'path'>>();

/** A payload as a tree, a plain value as itself, and text that is no JSON as text; `null` is SQL NULL. */
export function renderPayload(payload: string | null, label: string): HTMLElement {
  if (payload === null) return element('p', { class: 'null' }, 'NULL');
  const root = parseJsonNode(payload);
  if (!root) return element('div', { class: 'text-block' }, renderCutText(payload, MOST_CHARACTERS, '\t\n'));
  const branches = branchesOf(root);
  return branches.length === 0
    ? element('p', { class: 'json-scalar' }, renderValue(root))
    : renderTree(branches, label);
}

/** The JSON text of the line that has the focus, for the clipboard. */
export function focusedJson(): string | undefined {
  const item = document.activeElement?.closest('vscode-tree-item');
  const node = item ? lines.get(item)?.node : undefined;
  return node?.kind === 'string' ? node.value : node && toJsonText(node);
}

/** Where in its JSON the line is that has the focus in this tree, or had it last. */
export function activePath(tree: Element): string | undefined {
  const item = tree.contains(document.activeElement)
    ? document.activeElement?.closest('vscode-tree-item')
    : [...tree.querySelectorAll('vscode-tree-item')].find(({ active }) => active);
  return item ? lines.get(item)?.path : undefined;
}

function renderTree(branches: readonly Branch[], label: string): HTMLElement {
  const tree = document.createElement('vscode-tree');
  tree.setAttribute('aria-label', label);
  tree.indentGuides = 'always';
  tree.indent = 16;
  tree.hideArrows = branches.every(({ children }) => !children);
  tree.classList.toggle('flat', tree.hideArrows);
  const unopened = new WeakMap<Element, () => readonly Branch[]>();
  const addTo = (parent: HTMLElement, below: readonly Branch[], depth: number, room: number): number => {
    const items = below.map((branch) => renderBranch(branch));
    parent.append(...items);
    let left = room - items.length;
    for (const [at, branch] of below.entries()) {
      const item = items[at];
      if (!branch.children || !item) continue;
      const children = branch.children();
      if (depth < OPEN.depth && branch.label.kind !== 'stretch' && children.length <= left) {
        item.open = true;
        left = addTo(item, children, depth + 1, left);
      } else unopened.set(item, () => children);
    }
    return left;
  };
  addTo(tree, branches, 1, OPEN.lines - branches.length);
  // The component has no event for opening: its `open` attribute is what tells.
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const children = unopened.get(target as Element);
      if (!children || !(target as VscodeTreeItem).open) continue;
      unopened.delete(target as Element);
      addTo(target as VscodeTreeItem, children(), OPEN.depth, 0);
    }
  }).observe(tree, { subtree: true, attributeFilter: ['open'] });
  tree.addEventListener('keydown', moveToEnds);
  return tree;
}

/** The component knows the arrows; a tree has Home and End too (ARIA practices, tree view). */
function moveToEnds(event: KeyboardEvent): void {
  if (event.key !== 'Home' && event.key !== 'End') return;
  const tree = event.currentTarget as HTMLElement;
  const shown = [...tree.querySelectorAll('vscode-tree-item')].filter((item) => item.offsetParent !== null);
  const item = event.key === 'Home' ? shown[0] : shown.at(-1);
  if (!item) return;
  event.preventDefault();
  item.active = true;
  void item.updateComplete.then(() => item.focus());
}

function renderBranch({ label, node, path, children }: Branch): VscodeTreeItem {
  const item = document.createElement('vscode-tree-item');
  item.branch = children !== undefined;
  const line = element('span', { class: 'json-line' });
  line.append(element('span', { class: `json-label json-${label.kind}` }, renderText(label.text)));
  if (node) {
    if (label.kind !== 'inside') line.append(element('span', { class: 'json-colon' }, ': '));
    line.append(' ', renderValue(node));
  }
  lines.set(item, { node, path });
  item.append(line);
  return item;
}

function renderValue(node: JsonNode): HTMLElement {
  switch (node.kind) {
    case 'object':
    case 'array':
      return element('span', { class: 'json-size' }, describeSize(node));
    case 'string':
      return element('span', { class: 'json-string' }, '"', renderCutText(node.value, MOST_CHARACTERS), '"');
    default:
      return element('span', { class: `json-${node.kind}` }, node.text);
  }
}
