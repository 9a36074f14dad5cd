import { element } from './element';
import { formatCount } from './format';
import { renderText } from './renderText';

const BYTES = 16;
const MOST_LINES = 1_000;

/** PostgreSQL's text of a bytea (`\x…`) as offsets, bytes and characters; another text as it is. */
export function renderHex(text: string): HTMLElement {
  const lines = toHexLines(text, MOST_LINES);
  if (!lines) return element('div', { class: 'text-block' }, renderText(text, '\t\n'));
  const bytes = (text.length - 2) / 2;
  const shown = Math.min(Math.floor(bytes), MOST_LINES * BYTES);
  const count = element('p', { class: 'hint' }, formatCount(shown, 'byte'), shown < bytes ? ' shown' : '');
  return element('div', {}, count, element('div', { class: 'text-block hex' }, lines.join('\n')));
}

/** Lines of a dump; undefined where it is not hexadecimal (bytea_output may say otherwise). */
function toHexLines(text: string, mostLines: number): string[] | undefined {
  if (!/^\\x[\da-f]*$/i.test(text)) return undefined;
  const lines: string[] = [];
  for (let at = 2; at < text.length && lines.length < mostLines; at += BYTES * 2) {
    const pairs = text.slice(at, at + BYTES * 2).match(/../g) ?? [];
    const characters = pairs.map((pair) => {
      const code = parseInt(pair, 16);
      return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.';
    });
    const offset = ((at - 2) / 2).toString(16).padStart(8, '0');
    lines.push(`${offset}  ${pairs.join(' ').padEnd(BYTES * 3 - 1)}  ${characters.join('')}`);
  }
  return lines;
}
