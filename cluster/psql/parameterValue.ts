import type { Cell } from '../../core/invocation/outcome';

/** How NULL is typed where any other text is a value: as in the text format of COPY. */
export const NULL_TEXT = '\\N';

export function readValue(text: string): Cell {
  return text === NULL_TEXT ? null : text;
}

export function showValue(value: Cell): string {
  return value ?? NULL_TEXT;
}
