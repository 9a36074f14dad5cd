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
  const taken = new Set<HostString>();
  const isJoined = (left: HostString, right: HostString): boolean =>
    joins !== undefined && findGap(text, left, right, joins) !== undefined;
  return strings.flatMap((wanted, index) => {
    if (taken.has(wanted) || !isWanted(wanted)) return [];
    const before = followJoined(strings, index, -1, (one, next) => isJoined(next, one)).reverse();
    const behind = followJoined(strings, index, 1, isJoined);
    const [first = wanted, ...others] = [...before, wanted, ...behind];
    for (const string of [first, ...others]) taken.add(string);
    return [[first, ...others]];
  });
}

/** The strings that one is joined to in one direction, the nearest first; strings in the holes between are passed over. */
function followJoined(
  strings: readonly HostString[],
  from: number,
  step: 1 | -1,
  isJoined: (one: HostString, next: HostString) => boolean,
): HostString[] {
  const joined: HostString[] = [];
  let last = strings[from];
  for (let index = from + step; last; index += step) {
    const next = strings[index];
    if (next && next.depth > last.depth) continue;
    if (next?.depth !== last.depth || !isJoined(last, next)) break;
    joined.push(next);
    last = next;
  }
  return joined;
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
