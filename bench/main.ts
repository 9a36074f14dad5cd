/** `npm run bench`: our server beside an empty one and beside its rivals, in one run. It never fails for a slow row. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { findContenders } from './contenders';
import { readOptions, USAGE, type BenchOptions } from './options';
import { compare, remember } from './reference';
import { runAll } from './run';
import { formatTable } from './table';

async function bench(options: BenchOptions): Promise<void> {
  const { contenders, absent } = await findContenders(options.programs, options.withRivals);
  const figures = await runAll(contenders, options, (what) => process.stderr.write(`> ${what}\n`));
  const cores = cpus();
  process.stdout.write(
    `Node ${process.versions.node}, ${cores.length} × ${cores[0]?.model ?? 'unknown'}\n\n`,
  );
  process.stdout.write(`${formatTable(figures, contenders, absent)}\n`);
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify({ figures: figures.all }, undefined, 2)}\n`);
  if (options.remember) remember(figures);
  if (!options.compare) return;
  const mark = process.env.GITHUB_ACTIONS === 'true' ? '::warning title=Slower::' : 'WARNING: slower: ';
  for (const complaint of compare(figures)) process.stdout.write(`${mark}${complaint}\n`);
}

async function main(): Promise<void> {
  try {
    await bench(readOptions(process.argv.slice(2)));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof TypeError) process.stderr.write(`${USAGE}\n`);
    process.exitCode = 2;
  }
  process.exit();
}

void main();
