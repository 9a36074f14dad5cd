/** The figures of an invocation, in the order in which they are compared. */
import { formatDollars } from '../../core/invocation/cost';
import { describeStatus } from '../../core/invocation/status';
import { summarizeInvocations } from '../../core/invocation/summary';
import { formatMs } from '../../core/text/duration';
import type { KeptInvocation } from './entry';

export interface Figure {
  readonly name: string;
  readonly text: string;
  /** Where it is a number, with the way to write one; of numbers the difference is told. */
  readonly value?: number;
  readonly format?: (value: number) => string;
}

/** Of what is not known. ASCII, as editors mark other dashes. */
export const NONE = '-';

export function toFigures({ statusCode, executedVersion, report }: KeptInvocation): Figure[] {
  const { label, kind } = describeStatus(statusCode);
  const { cost } = summarizeInvocations([
    {
      refused: kind === 'refused',
      durationMs: report?.durationMs ?? null,
      initDurationMs: report?.initDurationMs ?? null,
      billedDurationMs: report?.billedDurationMs ?? null,
      memorySizeMb: report?.memorySizeMb ?? null,
    },
  ]);
  return [
    { name: 'Status', text: statusCode === null ? label : `${statusCode} ${label}` },
    { name: 'Version', text: executedVersion ?? NONE },
    toFigure('Lambda time', report?.durationMs, formatMs),
    toFigure('Init (cold start)', report?.initDurationMs, formatMs),
    toFigure('Billed', report?.billedDurationMs, formatMs),
    toFigure('Memory used', report?.maxMemoryUsedMb, formatMb),
    toFigure('Memory size', report?.memorySizeMb, formatMb),
    toFigure('Estimated cost', cost, formatDollars),
  ];
}

export function toFigure(
  name: string,
  value: number | null | undefined,
  format: (value: number) => string,
): Figure {
  return value === null || value === undefined
    ? { name, text: NONE }
    : { name, text: format(value), value, format };
}

const formatMb = (mb: number): string => `${mb} MB`;

/** `+1.2 ms, +50 %`; undefined where there is nothing to say. */
export function describeDifference(from: Figure | undefined, to: Figure): string | undefined {
  if (from?.value === undefined || to.value === undefined || !to.format || from.value === to.value)
    return undefined;
  const change = to.value - from.value;
  const sign = change > 0 ? '+' : '-';
  const percent = Math.round((Math.abs(change) / from.value) * 100);
  const share = from.value === 0 ? '' : `, ${sign}${percent} %`;
  return `${sign}${to.format(Math.abs(change))}${share}`;
}
