/** Markdown whose shape no text of a document can change. */
import { toVisibleText } from '../../core/invocation/visibleText';

/** Text in a code span, fenced with more backticks than it holds in a row; every character of it can be seen. */
export function codeSpan(text: string): string {
  const flat = toVisibleText(text.replace(/\s+/g, ' '));
  const fence = fenceFor(flat, 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** Foreign text in a block of its own: nothing in it is Markdown, and every character of it can be seen. */
export function textBlock(text: string): string {
  const shown = toVisibleText(text.replaceAll('\r\n', '\n'), '\n\t');
  const fence = fenceFor(shown, 3);
  return `${fence}text\n${shown}\n${fence}`;
}

/** SQL of the catalog in a block. */
export function sqlBlock(sql: string): string {
  return `\`\`\`sql\n${sql}\n\`\`\``;
}

/** More backticks than the text has in a row. */
function fenceFor(text: string, shortest: number): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return '`'.repeat(Math.max(shortest, longest + 1));
}

/** Paragraphs, the absent ones left out. */
export function paragraphs(...texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== '').join('\n\n');
}
