import type { KnownFigures } from '../../core/guard/costEstimate';
import type { FunctionFigures, FunctionRuns } from '../../core/guard/functionFigures';
import type { KnownFunction } from '../../core/liveNames/knownFunctions';

/** How long functions take, as far as this window knows. */
export type FindFigures = (names: readonly string[]) => Promise<KnownFigures>;

/** What live names know of functions; nothing where they are off. */
export type AskKnown = (names: readonly string[]) => Promise<readonly KnownFunction[]>;

/** How they ran last on the connection that `place` stands for, else what AWS says of them. */
export function createFindFigures(runs: FunctionRuns, place: string, askKnown: AskKnown): FindFigures {
  return async (names) => {
    const figures = new Map<string, FunctionFigures>();
    for (const name of names) {
      const found = runs.find(place, name);
      if (found) figures.set(name, found);
    }
    const others = names.filter((name) => !figures.has(name));
    const known = others.length === 0 ? [] : await askKnown(others);
    for (const { name, ...configured } of known) figures.set(name, { kind: 'configured', ...configured });
    return figures;
  };
}
