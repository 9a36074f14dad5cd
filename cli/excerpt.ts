import { findLineStarts } from '../core/sql/lines';
import { displayWidth } from './displayWidth';
import { visible } from './terminal';

/** Lines of a text and the places in them. Lines and columns count from 1, columns in UTF-16 units, as in SARIF. */
export class Lines {
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    this.starts = [0, ...findLineStarts(text)];
  }

  positionAt(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }

  /** Without its line break. */
  lineText(line: number): string {
    return this.text.slice(this.starts[line - 1], this.starts[line]).replace(/[\r\n]+$/, '');
  }
}

const TAB = '    ';

/** A line as it can be shown, and carets under the columns from `from` to before `to`; at least one caret. */
export function underline(line: string, from: number, to: number): readonly [text: string, carets: string] {
  const show = (text: string): string => visible(text.replaceAll('\t', TAB));
  const indent = displayWidth(show(line.slice(0, from - 1)));
  const marked = displayWidth(show(line.slice(from - 1, to - 1)));
  return [show(line), ' '.repeat(indent) + '^'.repeat(Math.max(1, marked))];
}
