/** Offsets just behind each line break of a stretch of text, from its start; `\r\n`, `\n` and `\r` alike, as LSP counts lines. */
export function findLineStarts(text: string, from = 0, to = text.length): readonly number[] {
  const starts: number[] = [];
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 13 && at + 1 < to && text.charCodeAt(at + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(at + 1 - from);
  }
  // A copy takes as much room as it needs; what grows takes room for seventeen.
  return starts.slice();
}

/** How many of the ascending numbers are at most `limit`. */
export function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
