/** `npm run bench:results`: results of many rows, each figure beside a rival's of the same run. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { startPostgres, type Postgres } from '../../test/support/postgres';
import { createProfile, openTestSession } from '../../test/support/session';
import { measureFirstRows } from './firstRows';
import { grow, measureGrowth, type GrowthTask } from './growth';
import { createQuery } from './sample';
import { measureThroughput, type Readers } from './throughput';

/** So many rows make V8 compile what is measured. */
const WARM_UP = 200_000;

const PARTS = ['throughput', 'first', 'memory'] as const;
type Part = (typeof PARTS)[number];

const OPTIONS = {
  parts: { type: 'string', default: PARTS.join() },
  rows: { type: 'string', default: '1000000' },
  rounds: { type: 'string', default: '3' },
  /** For a process that this one starts. */
  task: { type: 'string' },
} as const;

function print(label: string, value: string): void {
  process.stdout.write(`${label.padEnd(44)}${value}\n`);
}
const count = (value: number): string => Math.round(value).toLocaleString('en');
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

/** What is measured with a server, round by round. */
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

async function measureRows(parts: readonly Part[], rows: number, rounds: number): Promise<void> {
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

function readParts(list: string): Part[] {
  const isPart = (part: string): part is Part => PARTS.some((known) => known === part);
  const parts = list.split(',');
  const unknown = parts.find((part) => !isPart(part));
  if (unknown !== undefined) throw new Error(`--parts has ${unknown}; known are ${PARTS.join(', ')}`);
  return parts.filter(isPart);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.task !== undefined)
    process.stdout.write(JSON.stringify(await grow(JSON.parse(values.task) as GrowthTask)));
  else await measureRows(readParts(values.parts), Number(values.rows), Number(values.rounds));
}

void main();
