/** Until the first rows are there, beside psql that fetches as many at once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { runScript } from '../../cluster/script/runScript';
import type { Session } from '../../cluster/session/session';
import type { Postgres } from '../../test/support/postgres';
import { psqlArguments } from '../../test/support/psql';
import { summarize } from '../statistics';

const FETCH_COUNT = 1_000;
/** How often they are waited for: the time is short, and its median counts. */
const FIRSTS = 15;

/** Medians, in milliseconds. */
export interface FirstRows {
  readonly psql: number;
  readonly ours: number;
}

/** One after the other, by turns. */
export async function measureFirstRows(server: Postgres, session: Session, sql: string): Promise<FirstRows> {
  const psql: number[] = [];
  const ours: number[] = [];
  for (let turn = 0; turn < FIRSTS; turn++) {
    psql.push(await firstOfPsql(server, sql));
    ours.push(await firstOfRun(session, sql));
  }
  return { psql: summarize(psql)?.p50 ?? 0, ours: summarize(ours)?.p50 ?? 0 };
}

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
