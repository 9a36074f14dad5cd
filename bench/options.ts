import { parseArgs } from 'node:util';

export const ROWS = ['opening', 'memory', 'keystrokes', 'burst', 'start', 'check'] as const;
export type Row = (typeof ROWS)[number];

export interface BenchOptions {
  /** The folder of the bundles. */
  readonly programs: string;
  /** Lines of the documents. */
  readonly sizes: readonly number[];
  readonly rows: ReadonlySet<Row>;
  /** Keystrokes measured a row and size. */
  readonly keystrokes: number;
  /** Milliseconds that one contender may take for a row of keystrokes at one size. */
  readonly budgetMs: number;
  /** How often what is slow is repeated: opening, checking. */
  readonly repeats: number;
  readonly bursts: number;
  readonly starts: number;
  /** Files that `check` is measured with. */
  readonly files: number;
  readonly withRivals: boolean;
  /** Where the figures go as JSON. */
  readonly json: string | undefined;
  /** Compares with the stored ratios, and warns. */
  readonly compare: boolean;
  /** Stores the ratios of this run as those to compare with. */
  readonly remember: boolean;
}

export const USAGE = `npm run bench -- [options]
  --quick              our server and the empty one alone, in less than a minute; what CI runs
  --sizes 50,1000      lines of the documents (50,1000,10000,100000)
  --rows opening,…     of ${ROWS.join(', ')}
  --keystrokes N       measured a row and size (216)
  --budget SECONDS     for one contender, row and size (20)
  --no-rivals          leaves the other servers out
  --files N            files that check is measured with (10000)
  --json FILE          writes the figures as JSON
  --compare            warns where a ratio is worse by half than in bench/reference.json
  --remember           writes bench/reference.json`;

/** Throws a TypeError that says what is wrong with the arguments. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      programs: { type: 'string', default: '.cache/bench/programs' },
      quick: { type: 'boolean', default: false },
      sizes: { type: 'string' },
      rows: { type: 'string' },
      keystrokes: { type: 'string' },
      budget: { type: 'string' },
      'no-rivals': { type: 'boolean', default: false },
      files: { type: 'string', default: '10000' },
      json: { type: 'string' },
      compare: { type: 'boolean', default: false },
      remember: { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  return {
    programs: values.programs,
    sizes: (values.sizes ?? (quick ? '1000,100000' : '50,1000,10000,100000')).split(',').map(toCount),
    rows: readRows(values.rows ?? (quick ? 'opening,memory,keystrokes,start' : ROWS.join())),
    keystrokes: toCount(values.keystrokes ?? (quick ? '108' : '216')),
    budgetMs: toCount(values.budget ?? (quick ? '3' : '20')) * 1000,
    repeats: quick ? 2 : 5,
    bursts: quick ? 2 : 20,
    starts: quick ? 8 : 20,
    files: toCount(values.files),
    withRivals: !quick && !values['no-rivals'],
    json: values.json,
    compare: values.compare,
    remember: values.remember,
  };
}

function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new TypeError(`"${text}" is no whole number above 0.`);
  return count;
}

function readRows(text: string): ReadonlySet<Row> {
  return new Set(
    text.split(',').map((name) => {
      const row = ROWS.find((known) => known === name);
      if (!row) throw new TypeError(`There is no row "${name}"; there are ${ROWS.join(', ')}.`);
      return row;
    }),
  );
}
