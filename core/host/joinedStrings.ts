/** Strings that the host's code puts together, as one text: neighbours, and those with a simple value between. */
import type { Span } from '../span';
import { DecodedText } from './decodedText';
import type { HostScanner, HostString } from './hostScanner';

/** At least one; in the order of the text. */
export type StringRun = readonly [HostString, ...HostString[]];

/** What stands between two strings is looked at up to this length. */
const MAX_GAP = 300;

/** The wanted strings with what they are joined to. `strings`: in the order of the text. */
export function findRuns(
  text: string,
  strings: readonly HostString[],
  joins: RegExp | undefined,
  isWanted: (string: HostString) => boolean,
): readonly StringRun[] {
  const runs: StringRun[] = [];
  const isJoined = (left: HostString | undefined, right: HostString | undefined): boolean =>
    left !== undefined &&
    right !== undefined &&
    joins !== undefined &&
    findGap(text, left, right, joins) !== undefined;
  for (let index = 0; index < strings.length; index++) {
    const wanted = strings[index];
    if (!wanted || !isWanted(wanted)) continue;
    let start = index;
    while (isJoined(strings[start - 1], strings[start])) start--;
    while (isJoined(strings[index], strings[index + 1])) index++;
    const [first = wanted, ...others] = strings.slice(start, index + 1);
    runs.push([first, ...others]);
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
