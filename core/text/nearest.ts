/** The candidate with the fewest edits from `text`, if it is close enough to have been meant. */
export function findNearest(text: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(text.length / 4));
  const meant = text.toLowerCase();
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const most = best ? best.distance - 1 : limit;
    const distance = editDistance(meant, candidate.toLowerCase(), most);
    if (distance <= most) best = { candidate, distance };
  }
  return best?.candidate;
}

/** Levenshtein's distance, with neighbours that changed places counted once; Infinity where it is over `most`. */
function editDistance(one: string, other: string, most: number): number {
  // What both begin and end with costs nothing, and most of ten thousand names end or begin alike.
  const head = countSameAtStart(one, other);
  const tail = countSameAtEnd(one, other, Math.min(one.length, other.length) - head);
  const left = one.slice(head, one.length - tail);
  const right = other.slice(head, other.length - tail);
  if (Math.abs(left.length - right.length) > most) return Infinity;
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = readRow(left, right, row, previous, before);
    if (Math.min(...current) > most && Math.min(...previous) > most) return Infinity;
    before = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}

function readRow(left: string, right: string, row: number, previous: number[], before: number[]): number[] {
  const current = [row];
  for (let column = 1; column <= right.length; column++) {
    const same = left[row - 1] === right[column - 1];
    const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
    const cost = Math.min(
      (previous[column] ?? 0) + 1,
      (current[column - 1] ?? 0) + 1,
      (previous[column - 1] ?? 0) + (same ? 0 : 1),
      swapped && row > 1 && column > 1 ? (before[column - 2] ?? 0) + 1 : Infinity,
    );
    current.push(cost);
  }
  return current;
}

function countSameAtStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && one[count] === other[count]) count++;
  return count;
}

function countSameAtEnd(one: string, other: string, most: number): number {
  let count = 0;
  while (count < most && one[one.length - 1 - count] === other[other.length - 1 - count]) count++;
  return count;
}
