/** What a session can be about when its connection breaks, all of it at once, and what must be said and kept then. */
import assert from 'node:assert/strict';
import type { ConnectionProfile } from '../../cluster/profile/profile';
import { ROW_STORE, RowStore } from '../../cluster/rows/rowStore';
import type { Session } from '../../cluster/session/session';
import type { RunEvent, SqlFailure } from '../../core/invocation/outcome';
import { makeFolder } from './sandbox';
import { openTestSession, rowsOf, run, type Run } from './session';
import { SLOW_LAMBDA } from './slowLambda';

const AGAIN = 'The next run connects again.';
const ROLLED_BACK = 'The server rolls the open transaction back.';
const UNKNOWN = 'Whether the statement took effect is not known: look before you run it again.';
const INVOKED = 'Lambda functions that it invoked have run, or still do, whatever became of the statement.';
const COMMIT_UNKNOWN =
  'Whether the COMMIT took effect is not known: look at the data before you run the transaction again.';

/** What the situations need in the database. */
export const FAULT_SCHEMA = `${SLOW_LAMBDA}
CREATE TABLE slow (a int);
CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE NOTICE 'begun'; PERFORM pg_sleep(3600); RETURN NEW; END $$;
CREATE TRIGGER slow BEFORE INSERT ON slow FOR EACH ROW EXECUTE FUNCTION slow();
CREATE TABLE late (a int);
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON late DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION slow();`;

export interface Situation {
  readonly name: string;
  /** Its last statement is under way when the connection breaks. */
  readonly script: string;
  /** The event that says so. */
  readonly begins: RunEvent['kind'];
  readonly advice: string;
}

const STREAM = "SELECT generate_series(1, 1000000000), repeat('x', 100)";
const INVOKE = "SELECT * FROM aws_lambda.invoke('f', '{}'::json)";

export const SITUATIONS: readonly Situation[] = [
  { name: 'rows stream', script: STREAM, begins: 'rows', advice: AGAIN },
  {
    name: 'rows stream in a transaction',
    script: `BEGIN; ${STREAM}`,
    begins: 'rows',
    advice: `${ROLLED_BACK} ${AGAIN}`,
  },
  {
    name: 'a Lambda function runs',
    script: INVOKE,
    begins: 'notice',
    advice: `${UNKNOWN} ${INVOKED} ${AGAIN}`,
  },
  {
    name: 'a Lambda function runs in a transaction',
    script: `BEGIN; ${INVOKE}`,
    begins: 'notice',
    advice: `${ROLLED_BACK} ${INVOKED} ${AGAIN}`,
  },
  {
    name: 'COPY gives data',
    script: "COPY (SELECT repeat('x', 9000), pg_sleep(0.02) FROM generate_series(1, 1000000)) TO STDOUT",
    begins: 'output',
    advice: AGAIN,
  },
  {
    name: 'COPY takes data',
    script: 'COPY slow FROM STDIN;\n1\n\\.\n',
    begins: 'notice',
    advice: `${UNKNOWN} ${AGAIN}`,
  },
  {
    name: 'a COMMIT is under way',
    script: 'BEGIN; INSERT INTO late VALUES (1); COMMIT',
    begins: 'notice',
    advice: `${COMMIT_UNKNOWN} ${AGAIN}`,
  },
];

/** A session in the middle of a situation. */
export class Meeting {
  /** When its last statement is under way. */
  readonly begun: Promise<void>;
  readonly ended: Promise<Run>;
  readonly store = new RowStore({ folder: makeFolder(), ...ROW_STORE });
  private begin: () => void = () => undefined;
  private goOn: () => void = () => undefined;
  private readonly struck: Promise<void>;

  constructor(
    readonly situation: Situation,
    readonly session: Session,
  ) {
    this.begun = new Promise((resolve) => (this.begin = resolve));
    this.struck = new Promise((resolve) => (this.goOn = resolve));
    const script = `${situation.script.replace(/[^\n]$/, '$&;')} SELECT 'never'`;
    const options = { stopOnError: false, rowLimit: 0 };
    this.ended = run(session, script, options, (event) => this.take(event));
  }

  /** The connection is broken: rows are taken again. */
  strike(): void {
    this.goOn();
  }

  /** One clear end, nothing behind it has run, and what came before is there. */
  async check(expected: (failure: SqlFailure) => void): Promise<void> {
    const { outcomes, reason } = await this.ended;
    const last = outcomes.at(-1);
    assert.ok(last?.kind === 'failed', JSON.stringify(last));
    assert.equal(reason, 'failed');
    assert.equal(outcomes.filter(({ kind }) => kind === 'failed').length, 1);
    assert.equal(last.failure.lost, true);
    assert.equal(last.failure.advice, this.situation.advice);
    expected(last.failure);
    await this.checkKept();
  }

  /** The rows that had come are all there and whole; the session has let go of the connection, and goes on. */
  async checkKept(): Promise<void> {
    const { store, session, situation } = this;
    const kept = await store.read(0, store.rowCount);
    assert.equal(kept.length > 0, situation.begins === 'rows');
    assert.ok(kept.every(([n, text], at) => n === String(at + 1) && text === 'x'.repeat(100)));
    await store.close();
    assert.deepEqual([session.isConnected, session.transaction], [false, 'none']);
    const next = await run(session, 'SELECT 1');
    assert.deepEqual(rowsOf(next.outcomes[0]), [['1']]);
    assert.deepEqual(
      next.outcomes[0]?.notices.map(({ message }) => message),
      ['Connected again.'],
    );
    await session.close();
  }

  private take(event: RunEvent): Promise<void> | undefined {
    if (event.kind === this.situation.begins) this.begin();
    if (event.kind !== 'rows') return undefined;
    void this.store.add(event.rows, event.size);
    return this.struck;
  }
}

/** A session in each situation, all of them under way. */
export async function meetAll(profile: ConnectionProfile, situations = SITUATIONS): Promise<Meeting[]> {
  const meetings = await Promise.all(
    situations.map(async (situation) => new Meeting(situation, await openTestSession(profile))),
  );
  await Promise.all(meetings.map(({ begun, ended }) => Promise.race([begun, ended])));
  return meetings;
}
