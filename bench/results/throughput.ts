/** Rows into the panel's store beside bare pg-cursor, which throws them away. */
import type { Client } from 'pg';
import Cursor from 'pg-cursor';
import { runScript } from '../../cluster/script/runScript';
import type { Session } from '../../cluster/session/session';
import { createPanelTaker } from './panelTaker';
import { createQuery } from './sample';

export interface Readers {
  readonly client: Client;
  readonly session: Session;
  readonly folder: string;
}

/** Milliseconds: by the clock, and of this process's processor time, the collector's threads among it. */
export interface Spent {
  readonly wall: number;
  readonly processor: number;
}

export interface Throughput {
  readonly cursor: Spent;
  readonly ours: Spent;
}

/** The rows are read in so many parts, by turns: what else the machine does hits both alike. */
const PARTS = 10;
const FETCH_COUNT = 1_000;

export async function measureThroughput(readers: Readers, rows: number): Promise<Throughput> {
  const sql = createQuery(Math.ceil(rows / PARTS));
  const cursor: Spent[] = [];
  const ours: Spent[] = [];
  const byCursor = async (): Promise<unknown> => cursor.push(await measure(() => readByCursor(readers, sql)));
  const byRun = async (): Promise<unknown> => ours.push(await measure(() => readByRun(readers, sql)));
  for (let part = 0; part < PARTS; part++) {
    const [first, second] = part % 2 === 0 ? [byCursor, byRun] : [byRun, byCursor];
    await first();
    await second();
  }
  return { cursor: sum(cursor), ours: sum(ours) };
}

async function measure(read: () => Promise<void>): Promise<Spent> {
  const [begun, before] = [performance.now(), process.cpuUsage()];
  await read();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - begun, processor: (user + system) / 1_000 };
}

const sum = (all: readonly Spent[]): Spent => ({
  wall: all.reduce((total, { wall }) => total + wall, 0),
  processor: all.reduce((total, { processor }) => total + processor, 0),
});

async function readByCursor({ client }: Readers, sql: string): Promise<void> {
  const cursor = client.query(new Cursor(sql));
  for (;;) {
    const rows = await cursor.read(FETCH_COUNT);
    if (rows.length === 0) break;
  }
  await cursor.close();
}

async function readByRun({ session, folder }: Readers, sql: string): Promise<void> {
  const panel = createPanelTaker(folder);
  await runScript(session, { text: sql }, { rowLimit: 0 }, panel.onEvent);
  await panel.close();
}
