/** `npm run bench:results`: rows into the panel's store beside bare pg-cursor and psql, interleaved, in one run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import Cursor from 'pg-cursor';
import { exportRows } from '../cluster/export/exportRows';
import { RowStore, ROW_STORE } from '../cluster/rows/rowStore';
import { runScript } from '../cluster/script/runScript';
import type { Session } from '../cluster/session/session';
import type { Column } from '../core/invocation/outcome';
import { startPostgres, type Postgres } from '../test/support/postgres';
import { psqlArguments } from '../test/support/psql';
import { createProfile, openTestSession } from '../test/support/session';
import { summarize } from './statistics';

const FETCH_COUNT = 1_000;
const WARM_UP = 200_000;
/** Ten columns of the types that tables are made of. */
const query = (rows: number): string =>
  `SELECT n AS id, 'customer ' || n AS customer, n * 3 AS amount, n % 7 = 0 AS paid, md5(n::text) AS token,
          n::numeric / 100 AS total, now() AS at, 'x' AS kind, NULL::text AS note, '{"a": 1}'::jsonb AS details
   FROM (SELECT generate_series(1, ${rows}) AS n) numbers`;

/** What bare pg-cursor takes, its rows thrown away. */
async function readByCursor(client: Client, sql: string): Promise<number> {
  const begun = performance.now();
  const cursor = client.query(new Cursor(sql));
  for (;;) {
    const rows = await cursor.read(FETCH_COUNT);
    if (rows.length === 0) break;
  }
  await cursor.close();
  return performance.now() - begun;
}

/** How often the first rows are waited for in a round: the time is short, and its median counts. */
const FIRSTS = 7;

/** Until psql, started and connected before, has printed the first rows of what it is told to run. */
async function firstOfPsql(server: Postgres, sql: string): Promise<number> {
  const psql = spawn('psql', psqlArguments(server, ['-A', '-t']), { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(psql, 'close');
  psql.stdin.on('error', () => undefined);
  const printed = async (text: string): Promise<void> => {
    psql.stdin.write(text);
    await Promise.race([
      once(psql.stdout, 'data'),
      ended.then(() => Promise.reject(new Error('psql has ended'))),
    ]);
  };
  await printed(`\\set FETCH_COUNT ${FETCH_COUNT}\nSELECT 'ready';\n`);
  const begun = performance.now();
  await printed(`${sql};\n`);
  const ms = performance.now() - begun;
  psql.kill();
  await ended;
  return ms;
}

/** Until a session, opened before, has handed on the first rows of what it is told to run. */
async function firstOfRun(session: Session, sql: string): Promise<number> {
  const begun = performance.now();
  let firstMs = 0;
  await runScript(session, { text: sql }, { rowLimit: 0 }, (event) => {
    if (event.kind !== 'rows' || firstMs > 0) return undefined;
    firstMs = performance.now() - begun;
    void session.cancel();
    return undefined;
  });
  return firstMs;
}

/** One after the other, by turns; medians, in ms. */
async function measureFirst({ server, session }: Tools, sql: string) {
  const psql: number[] = [];
  const ours: number[] = [];
  for (let turn = 0; turn < FIRSTS; turn++) {
    psql.push(await firstOfPsql(server, sql));
    ours.push(await firstOfRun(session, sql));
  }
  return { psql: summarize(psql)?.p50 ?? 0, ours: summarize(ours)?.p50 ?? 0 };
}

interface Stored {
  readonly ms: number;
  readonly store: RowStore;
  readonly columns: readonly Column[];
  /** How much the process grew while rows came, in bytes. */
  readonly growth: number;
}

/** As the panel takes them: kept, to be looked at. */
async function readByRun(session: Session, sql: string, folder: string): Promise<Stored> {
  const store = new RowStore({ folder, ...ROW_STORE });
  const before = process.memoryUsage.rss();
  const begun = performance.now();
  let [peak, columns] = [before, [] as readonly Column[]];
  await runScript(session, { text: sql }, { rowLimit: 0 }, (event) => {
    if (event.kind !== 'rows') return undefined;
    peak = Math.max(peak, process.memoryUsage.rss());
    columns = event.columns;
    return store.add(event.rows, event.size);
  });
  return { ms: performance.now() - begun, store, columns, growth: peak - before };
}

async function measureRound(tools: Tools, rows: number): Promise<void> {
  const { client, session, folder } = tools;
  const sql = query(rows);
  const cursorMs = await readByCursor(client, sql);
  const first = await measureFirst(tools, sql);
  const ours = await readByRun(session, sql, folder);
  const begun = performance.now();
  const path = join(folder, 'rows.csv');
  const signal = new AbortController().signal;
  const before = process.memoryUsage.rss();
  let peak = before;
  const onProgress = (): void => void (peak = Math.max(peak, process.memoryUsage.rss()));
  await exportRows(ours.columns, ours.store.scan(), { format: 'csv', path, signal, onProgress });
  print('throughput, of pg-cursor', (cursorMs / ours.ms).toFixed(2));
  print(
    'first rows, of psql',
    `${(first.ours / first.psql).toFixed(2)} (${first.ours.toFixed(1)} ms of ${first.psql.toFixed(1)} ms)`,
  );
  print('rows a second', Math.round((ours.store.rowCount / ours.ms) * 1_000).toLocaleString('en'));
  print('memory grew by, in MB', (ours.growth / 1e6).toFixed(0));
  print(
    'rows a second, exported',
    Math.round((rows / (performance.now() - begun)) * 1_000).toLocaleString('en'),
  );
  print('memory grew by while exporting, in MB', ((peak - before) / 1e6).toFixed(0));
  await ours.store.close();
}

interface Tools {
  readonly server: Postgres;
  readonly client: Client;
  readonly session: Session;
  readonly folder: string;
}

function print(label: string, value: string): void {
  process.stdout.write(`${label.padEnd(40)}${value}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rows: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '3' } },
  });
  const server = await startPostgres({ version: 18 });
  const folder = await mkdtemp(join(tmpdir(), 'bench-results-'));
  const session = await openTestSession(createProfile(server));
  const client = new Client({ ...server, password: server.password ?? '' });
  await client.connect();
  const tools = { server, client, session, folder };
  process.stdout.write(`warming up\n`);
  await (await readByRun(session, query(WARM_UP), folder)).store.close();
  for (let round = 1; round <= Number(values.rounds); round++) {
    process.stdout.write(`\nround ${round}: ${Number(values.rows).toLocaleString('en')} rows × 10 columns\n`);
    await measureRound(tools, Number(values.rows));
  }
  await session.close();
  await client.end();
  await server.stop();
  await rm(folder, { recursive: true });
}

void main();
