import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Absent, Contender } from './contender';
import { findRivals } from './rivals';

/** Who is measured, the empty server first. `programs` is the folder of the built bundles. */
export async function findContenders(programs: string, withRivals: boolean) {
  const folder = resolve('.cache/bench/empty');
  mkdirSync(folder, { recursive: true });
  const serve = (file: string): readonly string[] => [process.execPath, resolve(programs, file), '--stdio'];
  const contenders: Contender[] = [
    { id: 'empty', title: 'Empty server', command: serve('emptyServer.js'), folder },
    {
      id: 'ours',
      title: 'Aurora Lambda SQL',
      command: serve('server.js'),
      folder,
      check: [process.execPath, resolve(programs, 'cli.js'), 'check'],
    },
  ];
  const absent: Absent[] = [];
  for (const rival of withRivals ? await findRivals(folder) : []) {
    if ('reason' in rival) absent.push(rival);
    else contenders.push(rival);
  }
  return { contenders, absent };
}
