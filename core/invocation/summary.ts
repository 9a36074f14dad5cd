/** Many invocations at a glance: how long they ran, how many began cold, what they may have cost. */
import { LAMBDA_PRICE } from '../catalog/lambdaPrice';
import { priceTime } from './cost';
import { decodeInvocation, type InvocationText } from './invocations';
import { describeStatus } from './status';

/** What is drawn of one invocation; null where its REPORT does not say, or there is none. */
export interface InvocationFigure {
  readonly refused: boolean;
  readonly durationMs: number | null;
  readonly initDurationMs: number | null;
  readonly billedDurationMs: number | null;
  readonly memorySizeMb: number | null;
}

export interface InvocationSummary {
  readonly count: number;
  /** HTTP statuses that are errors. */
  readonly refused: number;
  readonly coldStarts: number;
  /** How many have a REPORT: the other figures are of these alone. */
  readonly reported: number;
  /** Milliseconds; undefined where none has a REPORT. */
  readonly durations: { readonly median: number; readonly p95: number; readonly longest: number } | undefined;
  /** What all of them took together, cold starts too, in milliseconds. */
  readonly functionMs: number;
  /** US dollars at `LAMBDA_PRICE`; undefined where none has a REPORT. */
  readonly cost: number | undefined;
}

export function readFigure(text: InvocationText): InvocationFigure {
  const { statusCode, report } = decodeInvocation({ ...text, payload: null });
  return {
    refused: describeStatus(statusCode).kind === 'refused',
    durationMs: report?.durationMs ?? null,
    initDurationMs: report?.initDurationMs ?? null,
    billedDurationMs: report?.billedDurationMs ?? null,
    memorySizeMb: report?.memorySizeMb ?? null,
  };
}

export function summarizeInvocations(figures: readonly InvocationFigure[]): InvocationSummary {
  const durations = figures.flatMap(({ durationMs }) => durationMs ?? []).sort((one, other) => one - other);
  const at = (share: number): number => durations[Math.ceil(durations.length * share) - 1] ?? 0;
  const functionMs = figures.reduce(
    (sum, { durationMs, initDurationMs }) => sum + (durationMs ?? 0) + (initDurationMs ?? 0),
    0,
  );
  const costs = figures.flatMap((figure) => estimateCost(figure) ?? []);
  return {
    count: figures.length,
    refused: figures.filter(({ refused }) => refused).length,
    coldStarts: figures.filter(({ initDurationMs }) => initDurationMs !== null).length,
    reported: durations.length,
    durations: durations.length === 0 ? undefined : { median: at(0.5), p95: at(0.95), longest: at(1) },
    functionMs,
    cost: costs.length === 0 ? undefined : costs.reduce((sum, cost) => sum + cost, 0),
  };
}

function estimateCost({ billedDurationMs, memorySizeMb }: InvocationFigure): number | undefined {
  if (billedDurationMs === null || memorySizeMb === null) return undefined;
  return priceTime(billedDurationMs, memorySizeMb) + LAMBDA_PRICE.perRequest;
}

/** One bar of a chart: an invocation, or of many a few that follow one another. */
export interface DurationBar {
  /** Numbers from 1. */
  readonly first: number;
  readonly last: number;
  /** The longest of them in milliseconds; null where none has a REPORT. */
  readonly durationMs: number | null;
  /** One of them began cold. */
  readonly cold: boolean;
  readonly refused: boolean;
}

/** At most `most` bars, in order. */
export function chartDurations(figures: readonly InvocationFigure[], most: number): DurationBar[] {
  const step = Math.ceil(figures.length / most);
  const bars: DurationBar[] = [];
  for (let at = 0; at < figures.length; at += step) {
    const group = figures.slice(at, at + step);
    const durations = group.flatMap(({ durationMs }) => durationMs ?? []);
    bars.push({
      first: at + 1,
      last: at + group.length,
      durationMs: durations.length === 0 ? null : Math.max(...durations),
      cold: group.some(({ initDurationMs }) => initDurationMs !== null),
      refused: group.some(({ refused }) => refused),
    });
  }
  return bars;
}
