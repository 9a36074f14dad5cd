/** The command lines: all files of a folder, one in ten of which names our schemas. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Contender } from './contender';
import { createPlainScript, createScript } from './corpus';
import type { Samples } from './statistics';

const LINES_A_FILE = 60;
const FILES_A_FOLDER = 100;

/** The folder of so many files; made once, since making it takes longer than checking it. */
export function createFiles(count: number): string {
  const folder = resolve(`.cache/bench/files-${count}`);
  const complete = join(folder, '.complete');
  if (existsSync(complete)) return folder;
  rmSync(folder, { recursive: true, force: true });
  for (let index = 0; index < count; index++) {
    const inside = join(folder, `m${Math.floor(index / FILES_A_FOLDER)}`);
    if (index % FILES_A_FOLDER === 0) mkdirSync(inside, { recursive: true });
    const create = index % 10 === 0 ? createScript : createPlainScript;
    writeFileSync(join(inside, `v${index}.sql`), create(LINES_A_FILE, index * 10 + 1));
  }
  writeFileSync(complete, '');
  return folder;
}

/** Milliseconds that each command line takes for the folder; the contenders in turns. */
export async function measureCheck(
  contenders: readonly Contender[],
  folder: string,
  rounds: number,
): Promise<ReadonlyMap<Contender, Samples>> {
  const samples = new Map(contenders.map((contender) => [contender, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) samples.get(contender)?.push(await runCheck(contender, folder));
  }
  return samples;
}

async function runCheck({ id, check: [program = '', ...args] = [] }: Contender, folder: string) {
  // Squawk takes patterns of files, the others folders.
  const files = id === 'squawk' ? `${folder}/**/*.sql` : folder;
  const startMs = performance.now();
  const child = spawn(program, [...args, files], { cwd: folder });
  child.stdout.resume();
  child.stderr.resume();
  await new Promise((done) => child.once('close', done));
  return performance.now() - startMs;
}
