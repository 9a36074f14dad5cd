import { Client } from './client';
import type { Contender } from './contender';
import type { Samples } from './statistics';

/** Milliseconds from starting the process. */
export interface StartUp {
  /** To its answer to `initialize`. */
  readonly answered: Samples;
  /** To all diagnostics of a document that is opened at once: nothing that is put off until then is left out. */
  readonly diagnosed: Samples;
}

/** The contenders in turns. `script` is what they open. */
export async function measureStartUp(
  contenders: readonly Contender[],
  script: string,
  rounds: number,
): Promise<ReadonlyMap<Contender, StartUp>> {
  const samples = new Map(
    contenders.map((contender) => [contender, { answered: [] as number[], diagnosed: [] as number[] }]),
  );
  for (let round = 0; round < rounds; round++) {
    for (const [contender, { answered, diagnosed }] of samples) {
      const startMs = performance.now();
      const client = await Client.start(contender);
      answered.push(performance.now() - startMs);
      await client.initialized();
      await client.open(script);
      await client.diagnostics();
      diagnosed.push(performance.now() - startMs);
      await client.stop();
    }
  }
  return samples;
}
