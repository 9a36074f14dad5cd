/** What is measured with a PostgreSQL server of its own, round by round. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres, type Postgres } from '../../test/support/postgres';
import { createProfile, openTestSession } from '../../test/support/session';
import { measureFirstRows } from './firstRows';
import { measureGrowth } from './growth';
import { count, megabytes, print } from './print';
import { createQuery } from './sample';
import { measureThroughput, type Readers } from './throughput';

export const PARTS = ['throughput', 'first', 'memory'] as const;
export type Part = (typeof PARTS)[number];

/** So many rows make V8 compile what is measured. */
const WARM_UP = 200_000;

const MEASURES: Readonly<Record<Part, (server: Postgres, readers: Readers, rows: number) => Promise<void>>> =
  {
    async throughput(_, readers, rows) {
      const { cursor, ours } = await measureThroughput(readers, rows);
      print('throughput, of pg-cursor', (cursor.wall / ours.wall).toFixed(2));
      print('rows a second', `${count((rows / ours.wall) * 1_000)} (${count((rows / cursor.wall) * 1_000)})`);
      const spent = `${count(ours.processor)} ms of ${count(cursor.processor)} ms`;
      print('processor time, of pg-cursor', `${(ours.processor / cursor.processor).toFixed(2)} (${spent})`);
    },
    async first(server, { session }, rows) {
      const { ours, psql } = await measureFirstRows(server, session, createQuery(rows));
      print(
        'first rows, of psql',
        `${(ours / psql).toFixed(2)} (${ours.toFixed(1)} ms of ${psql.toFixed(1)} ms)`,
      );
    },
    async memory(server, { folder }, rows) {
      const growth = await measureGrowth(server, rows, folder);
      print('a fresh process grew by, in MB', megabytes(growth.readGrowth));
      print('and with all rows exported, in MB', megabytes(growth.exportGrowth));
      print('rows a second, exported', count((rows / growth.exportMs) * 1_000));
    },
  };

export async function measureOnServer(parts: readonly Part[], rows: number, rounds: number): Promise<void> {
  const server = await startPostgres({ version: 18 });
  const folder = await mkdtemp(join(tmpdir(), 'bench-results-'));
  const session = await openTestSession(createProfile(server));
  const client = new Client({ ...server, password: server.password ?? '' });
  await client.connect();
  const readers = { client, session, folder };
  if (parts.some((part) => part !== 'memory')) {
    process.stdout.write('warming up\n');
    await measureThroughput(readers, WARM_UP);
  }
  for (let round = 1; round <= rounds; round++) {
    process.stdout.write(`\nround ${round}: ${count(rows)} rows × 10 columns\n`);
    for (const part of parts) await MEASURES[part](server, readers, rows);
  }
  await session.close();
  await client.end();
  await server.stop();
  await rm(folder, { recursive: true });
}
