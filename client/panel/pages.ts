import { indentJson } from '../../core/invocation/jsonNode';
import { decodeInvocation } from '../../core/invocation/invocations';
import type { InvocationText } from '../../core/invocation/invocations';
import type { Cell, Column } from '../../core/invocation/outcome';
import { ownText } from '../../cluster/rows/rowCodec';
import { suggestFileName } from './exportPlan';
import type { InvocationPart, PageCell } from './protocol';

/** What one answer may carry, in UTF-16 units: a page is drawn at once and must not stall either side. */
export const PAGE_LIMITS = { cell: 1_000, rows: 1_000, invocations: 25, invocationsSize: 8_000_000 };

/** A row as it is shown: long cells are cut to their beginning. */
export const cutRow = (row: readonly Cell[]): PageCell[] => row.map(cutCell);

/** As many of the invocations as fit one answer and at least one: what Lambda may answer is whole. */
export function fitInvocations(invocations: readonly InvocationText[]): InvocationText[] {
  const page: InvocationText[] = [];
  let size = 0;
  for (const invocation of invocations.map(cutInvocation)) {
    size +=
      (invocation.payload?.length ?? 0) + (invocation.logResult?.length ?? 0) + (invocation.log?.length ?? 0);
    if (page.length > 0 && size > PAGE_LIMITS.invocationsSize) break;
    page.push(invocation);
  }
  return page;
}

/** More than Lambda ever answers is no answer of its: a part of it is shown, as text. */
function cutInvocation(invocation: InvocationText): InvocationText {
  const { payload, logResult, log } = invocation;
  const cut = (text: string | null): string | null => {
    if (text === null || text.length <= PAGE_LIMITS.invocationsSize) return text;
    const length = text.length.toLocaleString('en');
    return `(${length} characters: Copy and Open take them all) ${text.slice(0, DETAIL_LIMITS.text)}`;
  };
  return { ...invocation, payload: cut(payload), logResult: cut(logResult), log: cut(log) };
}

/** A text as it is shown in an editor of its own; `language` is a language id of VS Code. */
export interface OpenedText {
  readonly text: string;
  readonly language: 'json' | 'log' | 'plaintext';
}

/** A cell for an editor: JSON indented, its digits untouched. */
export function openedCell(cell: Cell, column: Column): OpenedText {
  const indented = cell !== null && /^jsonb?$/.test(column.type) ? indentJson(cell) : undefined;
  return indented === undefined
    ? { text: cell ?? '', language: 'plaintext' }
    : { text: indented, language: 'json' };
}

/** The payload or the decoded log of an invocation for an editor; an empty text where there is none. */
export function openedPart(invocation: InvocationText, part: InvocationPart): OpenedText {
  if (part === 'log') return { text: copiedPart(invocation, part), language: 'log' };
  const indented = invocation.payload === null ? undefined : indentJson(invocation.payload);
  return {
    text: indented ?? invocation.payload ?? '',
    language: indented === undefined ? 'plaintext' : 'json',
  };
}

/** The payload as it came, or the log decoded. */
export function copiedPart(invocation: InvocationText, part: InvocationPart): string {
  if (part === 'payload') return invocation.payload ?? '';
  const { log, undecodedLog } = decodeInvocation({ ...invocation, payload: null });
  return log ?? undecodedLog ?? '';
}

/** A file that holds one cell. */
export interface SavedFile {
  /** A name to begin with. */
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** A cell as a file: the bytes that a bytea stands for, else PostgreSQL's text. */
export function savedCell(cell: string, { name, type }: Column): SavedFile {
  if (type === 'bytea' && /^\\x(?:[\da-f]{2})*$/i.test(cell))
    return { name: suggestFileName(name, 'bin'), content: Buffer.from(cell.slice(2), 'hex') };
  return { name: suggestFileName(name, /^jsonb?$/.test(type) ? 'json' : 'txt'), content: cell };
}

/** What a cell that is looked at by itself may carry, in UTF-16 units: JSON is whole, so that it can be a tree. */
export const DETAIL_LIMITS = { json: 8_000_000, text: 100_000 };

/** A cell that is looked at by itself; `length` is the length of a cut one. */
export function detailedCell(cell: Cell, { type }: Column): PageCell {
  const most = /^jsonb?$/.test(type) || /^\s*[[{]/.test(cell ?? '') ? DETAIL_LIMITS.json : DETAIL_LIMITS.text;
  return cell === null || cell.length <= most ? cell : beginning(cell, DETAIL_LIMITS.text);
}

const cutCell = (cell: Cell): PageCell =>
  cell !== null && cell.length > PAGE_LIMITS.cell ? beginning(cell, PAGE_LIMITS.cell) : cell;

const beginning = (cell: string, length: number): PageCell => {
  return { text: ownText(cell.slice(0, length)), length: cell.length };
};
