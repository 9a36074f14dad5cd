/**
 * V8 doubles its young generation, twice 1 MB at the start, up to twice 16 MB while much is made that lives a while, as
 * in the opening of a long document; it keeps that room filled ever after. What a long document leaves behind is as
 * much as all that is kept of it. A small one costs neither an opening nor a keystroke anything that could be measured.
 */
import { setFlagsFromString } from 'node:v8';

/** It stays as large as it is: by then loading the server has doubled it once or twice. */
export function keepYoungGeneration(): void {
  // Node can't be told the largest size once it runs (--max-semi-space-size), and not everybody who starts the server
  // would tell it. V8 reads this one whenever it is about to grow, from 11 (Node 20) to 13 (Node 24).
  setFlagsFromString('--semi-space-growth-factor=1');
}
