/** SQL in blocks of lines: Markdown's fences and YAML's block scalars. */
import type { Span } from '../span';
import { findLineStarts } from '../sql/lines';

export interface Fence extends Span {
  /** The word behind the opening fence, in lower case. */
  readonly info: string;
}

const FENCE = /^[ \t>]*(`{3,}|~{3,})[ \t]*(?:\{[ \t]*\.?)?([\w+#-]*)[^\n]*$/gm;

/** The contents of the fenced blocks; one that nothing closes runs to the end of the text. */
export function findFences(text: string): readonly Fence[] {
  const fences: Fence[] = [];
  FENCE.lastIndex = 0;
  for (let open = FENCE.exec(text); open; open = FENCE.exec(text)) {
    const [whole, mark = '```', info = ''] = open;
    const start = Math.min(open.index + whole.length + 1, text.length);
    const close = new RegExp(`^[ \\t>]*${mark.charAt(0)}{${String(mark.length)},}[ \\t]*\\r?$`, 'gm');
    close.lastIndex = start;
    const found = close.exec(text);
    const end = found?.index ?? text.length;
    fences.push({ start, end, info: info.toLowerCase() });
    if (!found) break;
    FENCE.lastIndex = found.index + found[0].length;
  }
  return fences;
}

/** `key: |`, `- >-`, `key: !Sub |2`: a line that a block of deeper lines follows. */
const SCALAR = /(?:^|[:?-]|[:-][ \t]+![\w:]*)[ \t]+[|>][-+\d]{0,2}[ \t]*(?:#.*)?$/;

/** The contents of the block scalars, indentation included. */
export function findBlockScalars(text: string): readonly Span[] {
  const starts = [0, ...findLineStarts(text)];
  const lineAt = (line: number): string =>
    text.slice(starts[line], starts[line + 1] ?? text.length).replace(/[\r\n]+$/, '');
  const scalars: Span[] = [];
  for (let line = 0; line < starts.length; line++) {
    const header = lineAt(line);
    if (/^[ \t]*#/.test(header) || !SCALAR.test(header)) continue;
    let next = line + 1;
    while (next < starts.length && isDeeper(lineAt(next), indentOf(header))) next++;
    const start = starts[line + 1] ?? text.length;
    scalars.push({ start, end: Math.max(start, starts[next] ?? text.length) });
    line = next - 1;
  }
  return scalars;
}

/** The key's own column, behind the dashes of the list it stands in. */
function indentOf(line: string): number {
  return /^[ ]*/.exec(line)?.[0].length ?? 0;
}

function isDeeper(line: string, indent: number): boolean {
  return line.trim() === '' || indentOf(line) > indent;
}

/** The text with these spans blanked out, so that every offset stays. */
export function blankOut(text: string, spans: readonly Span[]): string {
  let result = '';
  let from = 0;
  for (const { start, end } of spans) {
    result += text.slice(from, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    from = end;
  }
  return result + text.slice(from);
}
