import { Client } from './client';
import type { Contender } from './contender';
import type { Samples } from './statistics';

/** Milliseconds from starting the process to its answer to `initialize`; the contenders in turns. */
export async function measureStartUp(
  contenders: readonly Contender[],
  rounds: number,
): Promise<ReadonlyMap<Contender, Samples>> {
  const samples = new Map(contenders.map((contender) => [contender, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) {
      const startMs = performance.now();
      const client = await Client.start(contender);
      samples.get(contender)?.push(performance.now() - startMs);
      await client.stop();
    }
  }
  return samples;
}
