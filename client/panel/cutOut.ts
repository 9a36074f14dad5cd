import type { Stretch } from './protocol';

/** The items of a list that lie in the stretches, in order. */
export function cutOut<T>(items: readonly T[], stretches: readonly Stretch[]): readonly T[] {
  return stretches.flatMap(({ start, end }) => items.slice(start, end));
}
