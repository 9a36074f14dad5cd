import { createStory, minimize, tellFailure } from './fuzz';

export interface Outcome {
  readonly stories: number;
  /** What to tell about the first failure, with its seed and a text as short as can be. */
  readonly failure: string | undefined;
}

/** Lives stories by the seeds from `first` on, until one fails or the time is over. */
export function fuzz(first: number, seconds: number): Outcome {
  const endMs = performance.now() + seconds * 1000;
  let seed = first;
  for (; performance.now() < endMs; seed++) {
    const story = createStory(seed);
    if (tellFailure(story) !== undefined)
      return { stories: seed - first + 1, failure: describeFailure(seed) };
  }
  return { stories: seed - first, failure: undefined };
}

function describeFailure(seed: number): string {
  const { languageId, text, edits, ...shortest } = minimize(createStory(seed));
  const why = tellFailure({ languageId, text, edits, ...shortest });
  return [
    `seed ${seed} fails: npm run fuzz -- --seed ${seed}`,
    `language: ${languageId}`,
    `text: ${JSON.stringify(text)}`,
    ...edits.map((edit) => `edit: ${JSON.stringify(edit)}`),
    why ?? '',
  ].join('\n');
}
