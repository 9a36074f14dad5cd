/** What a run for each row of a file would do, told before it begins. */
import { toVisibleText } from '../../core/invocation/visibleText';
import { parameterNumber, type ColumnMatch, type ColumnMatches } from '../../core/parameters/matchColumns';
import type { ParameterRow } from '../../core/parameters/parameterRows';
import { showCell } from './describeValues';
import type { RowsSource } from './rowsSource';

export interface RowsQuestion {
  readonly message: string;
  readonly detail: string;
}

/** The rows of a run that is made again. */
export interface RowsBefore extends Pick<RowsSource, 'file' | 'count'> {
  /** The file's text is what it was. */
  readonly isSame: boolean;
}

const FIRST = 3;
const MOST_COLUMNS = 30;

export function describeRows(
  file: string,
  rows: readonly ParameterRow[],
  { matches, missing }: ColumnMatches,
  before?: RowsBefore,
): RowsQuestion {
  const used = matches.filter(({ isUsed }) => isUsed);
  const idle = matches.filter(({ isUsed }) => !isUsed).map(({ column }) => column || '(no name)');
  const lines = [
    ...(before ? [describeBefore(before, file)] : []),
    ...used.slice(0, MOST_COLUMNS).map((match) => describeColumn(match, rows)),
    ...(used.length > MOST_COLUMNS ? [`… and ${used.length - MOST_COLUMNS} more columns`] : []),
    ...(used.length === 0 ? ['No column is used: every run is the same.'] : []),
    ...(idle.length === 0 ? [] : [`Not used: ${idle.slice(0, MOST_COLUMNS).join(', ')}`]),
    ...(missing.length === 0
      ? []
      : [`No column gives ${missing.join(', ')}. Name one so in the file's first line.`]),
  ];
  const times = rows.length === 1 ? 'once, with the one row' : `${count(rows.length)} times, with the rows`;
  return {
    message: toVisibleText(`Run ${times} of ${file}?`),
    detail: lines.map((line) => toVisibleText(line)).join('\n'),
  };
}

function describeBefore({ file: then, count: rows, isSame }: RowsBefore, file: string): string {
  if (isSame) return 'These are the rows that it ran with.';
  const had = `It ran with ${rows === 1 ? 'one row' : `${count(rows)} rows`}`;
  const changed = then === file ? `and ${file} has changed since` : `of ${then}`;
  return `${had} ${changed}: this is not the same run.`;
}

/** `$1 = column "id": 41, 42, 43 …` */
function describeColumn({ column, target }: ColumnMatch, rows: readonly ParameterRow[]): string {
  const first = rows.slice(0, FIRST).map(({ values }) => showCell(values.get(column) ?? null));
  const name = parameterNumber(target) === undefined ? `:${target}` : target;
  const from = target === column ? '' : ` from "${column}"`;
  return `${name}${from}: ${first.join(', ')}${rows.length > FIRST ? ', …' : ''}`;
}

const count = (number: number): string => number.toLocaleString('en-US');
