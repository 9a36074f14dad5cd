/** The strings of a host text, found again after an edit by reading what the edit can have changed. */
import { countUpTo } from '../sql/lines';
import type { TextEdit } from '../sql/document';
import { HostScanner, type HostString } from './hostScanner';
import type { HostLanguage } from './language';

export interface HostScan {
  /** In the order of the text. */
  readonly strings: readonly HostString[];
  /** Ascending offsets at which nothing is open: no string, no comment, no heredoc. */
  readonly restarts: readonly number[];
}

/** So far apart are the places to restart at. */
const APART = 500;
/** So far from a place the scanner looks at what stands round it; more than enough. */
const NEAR = 64;

export function scanHost(text: string, language: HostLanguage): HostScan {
  const restarts: number[] = [];
  const strings = new HostScanner(text, language).scan(undefined, (at) => {
    addRestart(restarts, at);
    return false;
  });
  return { strings: inOrder(strings), restarts };
}

/** Of `text`, which the edit has made of the text that was scanned before. */
export function rescanHost(before: HostScan, text: string, language: HostLanguage, edit: TextEdit): HostScan {
  const moved = edit.newText.length - (edit.end - edit.start);
  const restarts = before.restarts.slice(0, countUpTo(before.restarts, edit.start - NEAR));
  const later = before.restarts.slice(countUpTo(before.restarts, edit.end + NEAR));
  const from = restarts.at(-1);
  let next = 0;
  let joint = Infinity;
  const strings = new HostScanner(text, language).scan(from, (at) => {
    while ((later[next] ?? Infinity) + moved < at) next++;
    if ((later[next] ?? Infinity) + moved === at) joint = at;
    else addRestart(restarts, at);
    return joint < Infinity;
  });
  const kept = before.strings.slice(0, countBefore(before.strings, from ?? 0));
  const behind = before.strings.slice(countBefore(before.strings, joint - moved));
  return {
    strings: [...kept, ...inOrder(strings), ...behind.map((string) => moveString(string, moved))],
    restarts: [...restarts, ...later.slice(next).map((at) => at + moved)],
  };
}

function addRestart(restarts: number[], at: number): void {
  if (at - (restarts.at(-1) ?? -APART) >= APART) restarts.push(at);
}

function inOrder(strings: readonly HostString[]): readonly HostString[] {
  return [...strings].sort((a, b) => a.start - b.start);
}

/** How many of the strings begin before the offset. */
function countBefore(strings: readonly HostString[], offset: number): number {
  let low = 0;
  let high = strings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((strings[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function moveString(string: HostString, by: number): HostString {
  return {
    ...string,
    start: string.start + by,
    contentStart: string.contentStart + by,
    contentEnd: string.contentEnd + by,
    end: string.end + by,
  };
}
