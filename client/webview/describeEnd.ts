import type { RunView } from '../panel/protocol';
import { formatCount, formatMs } from './format';

/** What a screen reader says when a run has ended. */
export function describeEnd({ phase, ms, statements }: RunView): string {
  const time = ms === null ? '' : ` after ${formatMs(ms)}`;
  if (phase === 'cancelled') return `Run cancelled${time}.`;
  const failed = statements.find(({ failure }) => failure);
  if (phase === 'failed') return `Run failed${time}: ${failed?.failure?.message ?? 'see the panel'}`;
  const last = statements.at(-1)?.result;
  const rows =
    statements.length === 1 && typeof last?.rowCount === 'number'
      ? `, ${formatCount(last.rowCount, 'row')}`
      : '';
  return `Run completed${time}: ${formatCount(statements.length, 'statement')}${rows}.`;
}
