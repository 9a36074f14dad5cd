/** What a run has measured, by row, size and contender. */
import type { Contender } from './contender';
import { summarize, type Samples, type Summary } from './statistics';

export interface Figure extends Summary {
  /** What was measured, e.g. `completion`. */
  readonly row: string;
  /** Lines of the document; absent where no document is. */
  readonly lines?: number;
  readonly contender: Contender['id'];
  readonly unit: 'ms' | 'MB';
}

export class Figures {
  readonly all: Figure[] = [];
  /** What else there is to say of the run, a sentence each. */
  readonly notes: string[] = [];

  add(
    row: string,
    contender: Contender,
    samples: Samples,
    lines?: number,
    unit: Figure['unit'] = 'ms',
  ): void {
    const summary = summarize(samples);
    if (!summary) return;
    this.all.push({ row, ...(lines !== undefined && { lines }), contender: contender.id, unit, ...summary });
  }

  find(row: string, lines: number | undefined, contender: Contender['id']): Figure | undefined {
    return this.all.find(
      (figure) => figure.row === row && figure.lines === lines && figure.contender === contender,
    );
  }

  /** Row and size of everything measured, in order. */
  get keys(): readonly { readonly row: string; readonly lines: number | undefined }[] {
    const keys = new Map(this.all.map(({ row, lines }) => [toKey(row, lines), { row, lines }]));
    return [...keys.values()];
  }

  /** Our median to the empty server's, by row and size: of all figures what differs least from run to run. */
  get ratios(): ReadonlyMap<string, number> {
    return new Map(
      this.keys.flatMap(({ row, lines }) => {
        const [ours, empty] = [this.find(row, lines, 'ours'), this.find(row, lines, 'empty')];
        return ours && empty ? [[toKey(row, lines), ours.p50 / empty.p50] as const] : [];
      }),
    );
  }
}

/** To how much of the other it comes, at p95. */
export function ratioOf(figure: Figure | undefined, other: Figure | undefined): number | undefined {
  return figure && other && figure.p95 / other.p95;
}

function toKey(row: string, lines: number | undefined): string {
  return lines === undefined ? row : `${row}, ${lines} lines`;
}
