import type { OutputChunk } from './protocol';

/**
 * Adds a piece of output and gives up the beginning when twice `room` (in UTF-16 units) has come together: so
 * that a million small pieces cost no more than their length.
 */
export function addOutput(
  output: readonly OutputChunk[],
  added: OutputChunk,
  room: number,
): { readonly output: readonly OutputChunk[]; readonly cut: boolean } {
  const last = output.at(-1);
  const joined =
    last && last.stream === added.stream
      ? [...output.slice(0, -1), { ...added, text: last.text + added.text }]
      : [...output, added];
  const size = joined.reduce((sum, { text }) => sum + text.length, 0);
  return size > 2 * room ? { output: keepEnd(joined, room), cut: true } : { output: joined, cut: false };
}

function keepEnd(output: readonly OutputChunk[], room: number): OutputChunk[] {
  const kept: OutputChunk[] = [];
  let left = room;
  for (const chunk of output.toReversed()) {
    if (left <= 0) break;
    kept.unshift({ ...chunk, text: chunk.text.slice(-left) });
    left -= chunk.text.length;
  }
  return kept;
}
