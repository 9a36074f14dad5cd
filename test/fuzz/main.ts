/** `npm run fuzz -- [--seconds N] [--seed S]`: on from a seed, a fresh one where none is given. */
import { parseArgs } from 'node:util';
import { fuzz } from './run';

const FRESH_SEEDS = 1_000_000_000;

const { values } = parseArgs({ options: { seconds: { type: 'string' }, seed: { type: 'string' } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * FRESH_SEEDS));
const seconds = Number(values.seconds ?? 60);
console.log(`Fuzzing for ${seconds} s from seed ${seed} on.`);
const { stories, failure } = fuzz(seed, seconds);
console.log(failure ?? `${stories} documents edited, no difference.`);
process.exitCode = failure === undefined ? 0 : 1;
