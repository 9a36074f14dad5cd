/** Strings that the host's code puts together, as one text: neighbours, and those with a simple value between. */
import type { Span } from '../span';
import { DecodedText } from './decodedText';
import type { HostScanner, HostString } from './hostScanner';

/** At least one; in the order of the text. */
export type StringRun = readonly [HostString, ...HostString[]];

/** What stands between two strings is looked at up to this length. */
const MAX_GAP = 300;

/** The strings by what they are joined to. */
export function joinStrings(
  text: string,
  strings: readonly HostString[],
  joins: RegExp | undefined,
): readonly StringRun[] {
  const runs: [HostString, ...HostString[]][] = [];
  for (const string of [...strings].sort((a, b) => a.start - b.start)) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && joins && findGap(text, last, string, joins)) run.push(string);
    else runs.push([string]);
  }
  return runs;
}

/** What stands between the two, if it joins them: the span of the value there, empty where there is none. */
function findGap(
  text: string,
  { end, closed }: HostString,
  next: HostString,
  joins: RegExp,
): Span | undefined {
  if (!closed || next.start < end || next.start - end > MAX_GAP) return undefined;
  const gap = joins.exec(text.slice(end, next.start));
  if (!gap) return undefined;
  const value = gap[1];
  const start = value === undefined ? end : end + gap[0].indexOf(value);
  return { start, end: start + (value?.length ?? 0) };
}

/** The text that the run stands for; values between its strings are holes. */
export function decodeRun(
  text: string,
  scanner: HostScanner,
  run: StringRun,
  joins: RegExp | undefined,
): DecodedText {
  const into = new DecodedText(run[0].contentStart);
  run.forEach((string, index) => {
    const last = run[index - 1];
    const gap = last && joins && findGap(text, last, string, joins);
    if (gap && gap.end > gap.start) into.addHole(gap.start, gap.end);
    scanner.decode(string, into);
  });
  return into;
}
