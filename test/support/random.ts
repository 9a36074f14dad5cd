/** A small seeded generator (mulberry32), so that a failing run can be repeated from its printed seed. */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (below: number): number => Math.floor(next() * below);
  const pick = <T>(from: readonly T[]): T => {
    const value = from[integer(from.length)];
    if (value === undefined) throw new Error('pick from an empty list');
    return value;
  };
  return { next, integer, pick };
}

export type Random = ReturnType<typeof createRandom>;
