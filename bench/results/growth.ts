/** How much a process grows that has done nothing else: it reads all rows into the panel's store and exports them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { exportRows } from '../../cluster/export/exportRows';
import { runScript } from '../../cluster/script/runScript';
import type { Postgres } from '../../test/support/postgres';
import { createProfile, openTestSession } from '../../test/support/session';
import { createPanelTaker } from './panelTaker';
import { COLUMNS, createQuery } from './sample';

/** What the process is told, and what it answers; `-Growth`: most bytes resident beyond those at the start. */
export interface GrowthTask {
  readonly host: string;
  readonly port: number;
  readonly rows: number;
  readonly folder: string;
}
export interface Growth {
  readonly readMs: number;
  readonly readGrowth: number;
  readonly exportMs: number;
  readonly exportGrowth: number;
}

/** In a fresh process, once it has connected. */
export async function measureGrowth({ host, port }: Postgres, rows: number, folder: string): Promise<Growth> {
  const task: GrowthTask = { host, port, rows, folder };
  const [, program = ''] = process.argv;
  const child = spawn(process.execPath, [program, '--task', JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [answer] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return JSON.parse(answer) as Growth;
}

/** Runs in that process. */
export async function grow({ host, port, rows, folder }: GrowthTask): Promise<Growth> {
  const session = await openTestSession(createProfile({ host, port }));
  const panel = createPanelTaker(folder);
  const start = process.memoryUsage.rss();
  let peak = start;
  const look = (): void => void (peak = Math.max(peak, process.memoryUsage.rss()));
  const begun = performance.now();
  await runScript(session, { text: createQuery(rows) }, { rowLimit: 0 }, (event) => {
    look();
    return panel.onEvent(event);
  });
  const readMs = performance.now() - begun;
  const readGrowth = peak - start;
  const path = join(folder, 'rows.csv');
  const { signal } = new AbortController();
  const options = { format: 'csv', path, signal, onProgress: look } as const;
  const written = await exportRows(COLUMNS, panel.store.scan(), options);
  if (written.kind !== 'done' || written.rows !== rows) throw new Error('not all rows were written');
  const exportMs = performance.now() - begun - readMs;
  await rm(path);
  await panel.close();
  await session.close();
  return { readMs, readGrowth, exportMs, exportGrowth: peak - start };
}
