/** Cells of a sheet. Source: ECMA-376 Part 1, §18.3.1.4 (c), §18.18.11 (cell types), §22.9.2.19 (ST_Xstring). */
import type { Cell, Column } from '../../../core/invocation/outcome';
import { escapeXml } from '../../../core/text/xml';
import { STYLES } from './parts';

/** Makes the element of a cell, nothing for NULL; `at` is its place, as `B2`. */
export type FormatCell = (at: string, cell: Cell) => string;

/** The most characters of a cell, in UTF-16 units, as Excel counts them. */
export const MOST_CHARACTERS = 32_767;

/** Excel shows and keeps fifteen digits: what has more is text, so that none is lost. */
const MOST_DIGITS = 15;
/** What Excel takes for a number at all; nearer to zero it has zero. */
const NUMBERS = { smallest: 2.2250738585072014e-308, largest: 9.99999999999999e307 };

/** How cells of the column are written. `onCut` hears of each that is too long and loses its end. */
export function createCellFormat({ type }: Column, onCut: () => void): FormatCell {
  const typed = findTyped(type);
  return (at, cell) => (cell === null ? '' : (typed?.(at, cell) ?? formatText(at, cell, onCut)));
}

/** Text, whatever it begins with: never a formula, not even when its cell is edited later (the style sees to it). */
export function formatText(at: string, text: string, onCut: () => void): string {
  let kept = text;
  if (text.length > MOST_CHARACTERS) {
    onCut();
    kept = text.slice(0, MOST_CHARACTERS).replace(/[\ud800-\udbff]$/, '');
  }
  return `<c r="${at}" s="${STYLES.text}" t="inlineStr"><is>${toTextElement(kept)}</is></c>`;
}

/** Text as an element of its own; what XML has no character for is `_xHHHH_`, as is what only looks like that. */
export function toTextElement(text: string): string {
  const escaped = text
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[^\P{Cc}\t\n]|[\p{Cs}\ufffe\uffff]/gu, (char) => {
      return `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
    });
  return `<t xml:space="preserve">${escapeXml(escaped)}</t>`;
}

/** Undefined where the value is better told by its text. */
type Typed = (at: string, cell: string) => string | undefined;

function findTyped(type: string): Typed | undefined {
  if (type === 'boolean') return (at, cell) => `<c r="${at}" t="b"><v>${cell === 't' ? 1 : 0}</v></c>`;
  if (/^(?:smallint|integer|oid)$/.test(type)) return (at, cell) => `<c r="${at}"><v>${cell}</v></c>`;
  if (/^(?:bigint|numeric(?:\(.*\))?)$/.test(type)) return decimal;
  if (/^(?:real|double precision)$/.test(type)) return floating;
  if (type === 'date') return (at, cell) => moment(at, `${cell} 00:00:00`, STYLES.date);
  // More than milliseconds would be lost. Whole columns are dates or text, so that they sort as one.
  const precision = /^timestamp\(([0-3])\) without time zone$/.exec(type)?.[1];
  const style = precision === '0' ? STYLES.timestamp : STYLES.milliseconds;
  return precision === undefined ? undefined : (at, cell) => moment(at, cell, style);
}

const decimal: Typed = (at, cell) => {
  if (!/^-?\d+(?:\.\d+)?$/.test(cell)) return undefined;
  const digits = cell.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length;
  return digits > MOST_DIGITS || (digits > 0 && !isInRange(Number(cell)))
    ? undefined
    : `<c r="${at}"><v>${cell}</v></c>`;
};

/** It is a double already, and so is Excel's number. */
const floating: Typed = (at, cell) =>
  cell === '0' || isInRange(Number(cell)) ? `<c r="${at}"><v>${cell}</v></c>` : undefined;

function isInRange(number: number): boolean {
  const size = Math.abs(number);
  return size >= NUMBERS.smallest && size <= NUMBERS.largest;
}

const MOMENT = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?$/;
const DAY_MS = 86_400_000;
/** The days up to 1970, counted from 30 December 1899 as Excel does. */
const DAYS_TO_1970 = 25_569;
/** 1 March 1900: before it Excel counts a day that never was. */
const FIRST_DAY = 61;

function moment(at: string, cell: string, style: number): string | undefined {
  const found = MOMENT.exec(cell);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1, 7).map(Number);
  const ms = Number((found[7] ?? '').padEnd(3, '0'));
  const days = Date.UTC(year, month - 1, day, hours, minutes, seconds, ms) / DAY_MS + DAYS_TO_1970;
  return days < FIRST_DAY ? undefined : `<c r="${at}" s="${style}"><v>${days}</v></c>`;
}
