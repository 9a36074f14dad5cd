/** What invocations may cost, told before they are made: the requests for certain, their time by what is known. */
import { LAMBDA_PRICE } from '../catalog/lambdaPrice';
import { formatDollars, priceTime } from '../invocation/cost';
import { formatMs } from '../text/duration';
import type { FunctionFigures } from './functionFigures';
import type { InvocationCounts } from './invocationCount';

/** Below this, in US dollars, the price of requests alone is not worth a line. */
const WORTH_TELLING = 0.01;

/** How long functions run, by name. */
export type KnownFigures = ReadonlyMap<string, FunctionFigures>;

/**
 * A line or two for the user; undefined where only the requests are known, and they cost next to nothing. `runs`:
 * how often all of it is to be done.
 */
export function describeCost(counts: InvocationCounts, known: KnownFigures, runs = 1): string | undefined {
  const requests = counts.total * runs * LAMBDA_PRICE.perRequest;
  const parts = [...counts.byFunction].map(([name, count]) => ({
    name,
    count: count * runs,
    figures: name === undefined ? undefined : known.get(name),
  }));
  const timed = parts.flatMap(({ name, count, figures }) =>
    figures && name !== undefined ? [{ name, count, figures }] : [],
  );
  if (timed.length === 0 && requests < WORTH_TELLING) return undefined;
  const about = counts.isOpen ? 'At least about' : 'About';
  const sure = `${about} ${formatDollars(requests)} for requests alone`;
  if (timed.length === 0)
    return `${sure}; how long the functions run is not known here. An estimate at ${LAMBDA_PRICE.basis}.`;
  const time = timed.reduce((sum, { count, figures }) => sum + count * priceOf(figures), 0);
  const isAlone = parts.length === 1;
  const bases = timed.map(({ name, count, figures }) =>
    describeBasis(isAlone ? (count === 1 ? 'it' : 'each') : `"${name}"`, figures),
  );
  const rest = timed.length < parts.length ? ', and what the time of the others costs' : '';
  const whole = `if ${bases.join(' and ')}: about ${formatDollars(requests + time)}${rest}`;
  return `${sure}; ${whole}. An estimate at ${LAMBDA_PRICE.basis}.`;
}

function priceOf(figures: FunctionFigures): number {
  const ms = figures.kind === 'lastRuns' ? figures.billedMs : figures.timeoutMs;
  return priceTime(ms, figures.memoryMb);
}

function describeBasis(subject: string, figures: FunctionFigures): string {
  const memory = `${figures.memoryMb} MB`;
  if (figures.kind === 'configured')
    return `${subject} runs until its time-out, ${formatMs(figures.timeoutMs)} at ${memory}`;
  const runs = figures.runs === 1 ? 'the last one' : `the last ${figures.runs}`;
  return `${subject} runs as long as ${runs} did, ${formatMs(figures.billedMs)} at ${memory}`;
}
