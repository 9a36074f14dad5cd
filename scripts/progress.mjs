// What the scripts say on the terminal, and the folder they all work in.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Seconds since `startMs`, as text: "3.2 s". */
export const since = (startMs) => `${((Date.now() - startMs) / 1000).toFixed(1)} s`;

/** Says what is being done and why, does it, and says how long it took. */
export async function step(what, action) {
  const startMs = Date.now();
  console.log(`> ${what}`);
  const value = await action();
  console.log(`  done in ${since(startMs)}`);
  return value;
}

/** A failure that its own message explains; shown without a stack trace. */
export class Refusal extends Error {}

/** Runs a script's main function; its number is the exit code, a Refusal is one line and code 1. */
export async function main(action) {
  try {
    process.exitCode = await action();
  } catch (error) {
    console.error(error instanceof Refusal ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
  process.exit();
}
