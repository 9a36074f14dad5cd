import assert from 'node:assert/strict';
import { after, before, beforeEach, afterEach, describe, test } from 'node:test';
import type { ConnectionProfile } from '../../cluster/profile/profile';
import { connectWithPassword } from '../../client/connections/passwords';
import type { SecretStore } from '../../client/connections/secretStore';
import { createAskVariables } from '../../client/parameters/askVariables';
import type { AskParameters } from '../../cluster/script/options';
import type { ParameterSet } from '../../cluster/script/parameterSets';
import { Runner, type Job, type RowsJob, type RunResult } from '../../client/run/runner';
import { Sessions, type Connection } from '../../client/run/sessions';
import type { RunRequest } from '../../client/panel/runRequest';
import { placeOf, type StatementPlace } from '../../client/panel/runState';
import type { RunEvent, SqlFailure } from '../../core/invocation/outcome';
import { startPostgres, type Postgres } from '../support/postgres';
import { collectOutcomes, createProfile, type ToldOutcome } from '../support/session';

const PASSWORD = 'correct horse';
let server: Postgres;
before(async () => {
  server = await startPostgres({ version: 18, password: PASSWORD });
});
after(() => server.stop());

/** A user with a secret storage who types these passwords, one after the other, and then gives up. */
class User implements SecretStore {
  readonly kept = new Map<string, string>();
  asked = 0;

  constructor(private readonly typed: string[]) {}

  get = (key: string) => Promise.resolve(this.kept.get(key));
  store = (key: string, value: string) => Promise.resolve(void this.kept.set(key, value));
  delete = (key: string) => Promise.resolve(void this.kept.delete(key));
  ask = (): Promise<string | undefined> => {
    this.asked++;
    return Promise.resolve(this.typed.shift());
  };
}

function connectionOf(profile: ConnectionProfile, user: User): Connection {
  return {
    label: profile.name,
    key: profile.name,
    origin: profile.name,
    owner: undefined,
    variables: {},
    locate: () => Promise.resolve(profile),
    authenticate: (_profile, attempt) => connectWithPassword(profile, user, user.ask, attempt),
  };
}

/** What a run told, to the panel and to the editor. */
interface Told {
  /** Where the panel shows each statement. */
  readonly places: readonly StatementPlace[];
  readonly result: RunResult;
  readonly events: RunEvent[];
  readonly outcomes: ToldOutcome[];
  readonly failures: (SqlFailure & { readonly sql: string; readonly start: number })[];
}

class Desk {
  readonly sessions = new Sessions();
  readonly requests: RunRequest[] = [];
  changes = 0;
  /** Called with each event as it comes. */
  onEvent: (event: RunEvent) => void = () => undefined;
  private events: RunEvent[] = [];
  readonly runner = new Runner({
    sessions: this.sessions,
    beginRun: (request) => {
      this.requests.push(request);
      const events: RunEvent[] = [];
      this.events = events;
      return {
        onEvent: (event) => {
          events.push(event);
          this.onEvent(event);
        },
      };
    },
    onChange: () => this.changes++,
  });

  async run(connection: Connection, text: string, part: Partial<Job> = {}): Promise<Told> {
    const failures: Told['failures'] = [];
    const result = await this.runner.run({
      connection,
      text,
      source: { key: 'file:///w/a.sql', place: 'a.sql' },
      title: 'a.sql',
      spans: [{ start: 0, end: text.length }],
      rowLimit: 100,
      reveal: () => undefined,
      runAgain: () => undefined,
      onFailure: (sql, start, failure) => failures.push({ ...failure, sql, start }),
      ...part,
    });
    const { events } = this;
    const outcomes = collectOutcomes(events);
    assert.equal(events.filter(({ kind }) => kind === 'finished').length, 1, 'one end');
    assert.equal(events.at(-1)?.kind, 'finished');
    const places = events.flatMap((event) => (event.kind === 'statementStarted' ? [placeOf(event)] : []));
    return { result, events, outcomes, failures, places };
  }
}

const rowsIn = (outcome: ToldOutcome | undefined) => (outcome?.kind === 'done' ? outcome.rows : outcome);

describe('running for the editor', () => {
  let desk: Desk;
  let user: User;
  let connection: Connection;
  beforeEach(() => {
    desk = new Desk();
    user = new User([PASSWORD]);
    connection = connectionOf(createProfile(server), user);
  });
  afterEach(() => desk.sessions.close());

  test('asks for the password once; the session stays open for what runs next', async () => {
    const first = await desk.run(connection, 'CREATE TEMP TABLE t AS SELECT 1 AS a; SELECT * FROM t');
    assert.equal(first.result, 'completed');
    const second = await desk.run(connection, 'SELECT a + 1 FROM t');
    assert.deepEqual(rowsIn(second.outcomes[0]), [['2']]);
    assert.equal(user.asked, 1);
    assert.equal(user.kept.size, 1);
  });

  test('whoever shows a run is told what of the text runs, and at its end which values nobody may keep', async () => {
    const text = `\\set db_password hunter2\n\\set region us-west-2\nSELECT 1; SELECT 2;`;
    const spans = [{ start: 0, end: text.indexOf(' SELECT 2') }];
    await desk.run(connection, text, { spans });
    const [request] = desk.requests;
    assert.deepEqual(request?.script, { text, spans });
    assert.deepEqual(request?.hidden?.([]), ['hunter2']);
  });

  test('runs the parts of a text, and tells where a statement failed in the whole', async () => {
    const text = 'SELECT nope;\n-- x\nSELECT 1;\nSELECT wrong;';
    const spans = [
      { start: text.indexOf('SELECT 1'), end: text.indexOf(';\nSELECT wrong') + 1 },
      { start: text.indexOf('SELECT wrong'), end: text.length },
    ];
    const { result, outcomes, failures } = await desk.run(connection, text, { spans });
    assert.equal(result, 'failed');
    assert.deepEqual(
      outcomes.map(({ sql, kind }) => `${sql} ${kind}`),
      ['SELECT 1 done', 'SELECT wrong failed'],
    );
    const [failure] = failures;
    assert.equal(failure?.sqlstate, '42703');
    assert.equal(text.slice((failure?.start ?? 0) + (failure?.offset ?? 0)), 'wrong;');
  });

  test('a psql variable lives from run to run; unset, the error names the line that sets it', async () => {
    const text = "SELECT 'x' AS v \\gset\nSELECT :'v';";
    const use = [{ start: text.indexOf('\n'), end: text.length }];
    const { failures } = await desk.run(connection, text, { spans: use });
    assert.match(failures[0]?.advice ?? '', /"v" is not set\. Run the statement that ends in line 1 first/);
    await desk.run(connection, text, { spans: [{ start: 0, end: text.indexOf('\n') }] });
    const { outcomes } = await desk.run(connection, text, { spans: use });
    assert.deepEqual(rowsIn(outcomes[0]), [['x']]);
  });

  test('parameters and unset variables are asked for; who does not say runs nothing', async () => {
    const asked: string[] = [];
    const askVariables = createAskVariables({
      askText: (title) => {
        asked.push(title);
        return Promise.resolve(asked.length === 1 ? undefined : 'v');
      },
    });
    const askParameters: AskParameters = ({ types }) =>
      Promise.resolve({ kind: 'values', values: types.map(() => '7') });
    const text = "SELECT $1::int, :'v';";
    const first = await desk.run(connection, text, { askVariables, askParameters });
    assert.deepEqual([first.result, first.outcomes], ['cancelled', []]);
    const second = await desk.run(connection, text, { askVariables, askParameters });
    assert.deepEqual(rowsIn(second.outcomes[0]), [['7', 'v']]);
    await desk.run(connection, text, { askVariables, askParameters });
    assert.deepEqual(asked, ['psql variable v', 'psql variable v'], 'it stays set');
  });

  const SOURCE = { uri: 'file:///w/rows.csv', file: 'rows.csv', digest: 'd', count: 3 };
  const jobOf = (sets: readonly ParameterSet[], stopsAtFailure: boolean): RowsJob => {
    const source = { ...SOURCE, stopsAtFailure };
    return { sets, stopsAtFailure, source, secrets: new Map([[3, ['hunter2']]]) };
  };
  const setsOf = (...rows: readonly (readonly [value: string | null, name: string])[]) =>
    rows.map(([value, name], index) => ({
      parameters: [value],
      variables: { name },
      place: { file: 'rows.csv', line: index + 2 },
    }));

  test('a run for each row of a file is one run, each row its own result; the first that fails is the last', async () => {
    const sql = "SELECT 6 / $1::int AS q, :'name' AS n;";
    const rows = jobOf(setsOf(['1', 'a'], ['0', 'b'], ['2', 'c']), true);
    const { outcomes, events, result, failures } = await desk.run(connection, sql, { rows });
    assert.deepEqual([outcomes.length, result], [2, 'failed']);
    assert.deepEqual(rowsIn(outcomes[0]), [['6', 'a']]);
    const message = 'rows.csv:3: division by zero';
    assert.equal(outcomes[1]?.kind === 'failed' && outcomes[1].failure.message, message);
    assert.deepEqual(
      failures.map((failure) => failure.message),
      [message],
    );
    const shown = events.flatMap((event) =>
      event.kind === 'statementStarted' ? [`${event.index} ${event.row?.line} ${event.row?.values}`] : [],
    );
    assert.deepEqual(shown, ['0 2 $1 = 1, name = a', '1 3 $1 = 0, name = b']);
    const told = events.flatMap((event) => (event.kind === 'output' ? [event.text] : []));
    assert.deepEqual(told, ['1 of 2 runs failed: line 3 of rows.csv.\n']);
  });

  test('told so, it goes on behind rows that fail; too few parameters say which column is missing', async () => {
    const rows = jobOf(setsOf(['x', ''], ['3', ''], [null, '']), false);
    const { outcomes, result } = await desk.run(connection, 'SELECT $1::int;', { rows });
    assert.deepEqual([...outcomes.map(({ kind }) => kind), result], ['failed', 'done', 'done', 'failed']);
    assert.deepEqual(rowsIn(outcomes[2]), [[null]]);
    const few = await desk.run(connection, 'SELECT $1::int, $2::int;', { rows });
    assert.equal(
      few.outcomes[0]?.kind === 'failed' && few.outcomes[0].failure.advice,
      'Name a column of the file $2.',
    );
  });

  test('the psql variables that rows give have their old values afterwards, however it ends', async () => {
    const read = async (): Promise<unknown> =>
      rowsIn((await desk.run(connection, `SELECT :'name', :{?other}, :'mine';`)).outcomes[0]);
    await desk.run(connection, `\\set name before\n\\set mine 1\nSELECT 1;`);
    const job = jobOf(
      [{ parameters: [], variables: { name: 'row', other: 'x' } }, ...setsOf(['1', 'b'])],
      true,
    );
    const sql = `SELECT :'name';\n\\set mine 2\n\\set name changed\n`;
    assert.equal((await desk.run(connection, sql, { rows: job })).result, 'completed');
    // What the script itself sets stays, as after any run.
    assert.deepEqual(await read(), [['before', 'f', '2']]);
    assert.equal((await desk.run(connection, 'SELECT 1/0;', { rows: job })).result, 'failed');
    assert.deepEqual(await read(), [['before', 'f', '2']]);
    desk.onEvent = () => desk.runner.cancel();
    assert.equal((await desk.run(connection, 'SELECT pg_sleep(60);', { rows: job })).result, 'cancelled');
    desk.onEvent = () => undefined;
    assert.deepEqual(await read(), [['before', 'f', '2']]);
  });

  test('whoever keeps the run is told of the file, and of the secret values of the lines that are kept', async () => {
    const rows = jobOf(setsOf(['1', 'a']), true);
    await desk.run(connection, 'SELECT $1::int;', { rows });
    const [request] = desk.requests;
    assert.deepEqual(request?.rows, rows.source);
    assert.deepEqual([request?.hidden?.([2]), request?.hidden?.([2, 3])], [[], ['hunter2']]);
  });

  test('cancel ends the run and the rows that are left', async () => {
    const rows = jobOf(setsOf(['0', ''], ['30', ''], ['0', '']), false);
    desk.onEvent = (event) => {
      if (event.kind === 'statementStarted' && event.index === 1) desk.runner.cancel();
    };
    const { outcomes, result } = await desk.run(connection, 'SELECT pg_sleep($1::int);', { rows });
    assert.deepEqual([...outcomes.map(({ kind }) => kind), result], ['done', 'cancelled', 'cancelled']);
  });

  test('what fails in an included file is told with its place, and at the command in the script', async () => {
    const text = 'SELECT 1;\n\\i b.sql\nSELECT 2;';
    const file = 'SELECT 3;\nSELECT\n  nope;';
    const read = { kind: 'read', path: '/w/b.sql', text: file } as const;
    const { outcomes, failures, places } = await desk.run(connection, text, {
      readScript: () => Promise.resolve(read),
    });
    const message = 'b.sql:3: column "nope" does not exist';
    assert.deepEqual(
      failures.map(({ sql, start, offset, message: told }) => ({ sql, start, offset, told })),
      [{ sql: '\\i b.sql', start: 10, offset: undefined, told: message }],
    );
    const last = outcomes.at(-1);
    assert.ok(last?.kind === 'failed');
    assert.deepEqual([last.failure.message, last.failure.offset], [message, 'SELECT\n  '.length]);
    assert.deepEqual(places.at(-1), { sql: 'SELECT\n  nope', start: 10, path: '/w/b.sql' });
  });

  test('cancel stops what runs at the server; the session goes on', async () => {
    desk.onEvent = (event) => {
      if (event.kind === 'notice') desk.requests.at(-1)?.cancel();
    };
    const endless = "DO $$ BEGIN RAISE NOTICE 'begun'; PERFORM pg_sleep(600); END $$; SELECT 1";
    const { result, outcomes } = await desk.run(connection, endless);
    assert.equal(result, 'cancelled');
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['cancelled'],
    );
    const next = await desk.run(connection, 'SELECT 2');
    assert.deepEqual(rowsIn(next.outcomes[0]), [['2']]);
  });

  test('one run at a time on a connection, and the state is told', async () => {
    let second: Promise<RunResult> | undefined;
    desk.onEvent = (event) => {
      if (event.kind !== 'statementStarted') return;
      assert.equal(desk.runner.isRunningOn(connection), true);
      second = desk.runner.run({ connection } as Job);
    };
    const running = desk.run(connection, 'SELECT 1');
    const told: string[] = [];
    const waiting = desk.runner.untilEnded(connection).then(() => told.push('ended'));
    assert.equal(desk.runner.isRunningOn(connection), true);
    await running;
    await waiting;
    assert.equal(await second, 'busy');
    assert.equal(desk.requests.length, 1);
    assert.equal(desk.changes, 2);
    assert.equal(desk.runner.isRunning, false);
  });

  test('a password that is wrong is asked for again; giving up cancels the run', async () => {
    user = new User(['wrong', PASSWORD]);
    connection = connectionOf(createProfile(server), user);
    assert.equal((await desk.run(connection, 'SELECT 1')).result, 'completed');
    assert.equal(user.asked, 2);
    const nobody = connectionOf({ ...createProfile(server), name: 'other' }, new User(['wrong']));
    const { result, outcomes } = await desk.run(nobody, 'SELECT 1');
    assert.equal(result, 'cancelled');
    assert.equal(outcomes[0]?.kind, 'cancelled');
  });

  test('a run that is cancelled while the password is asked for ends, and the question with it', async () => {
    const asking = new User([]);
    let tellAsked = (): void => undefined;
    const asked = new Promise<void>((resolve) => (tellAsked = resolve));
    const locked: Connection = {
      ...connectionOf({ ...createProfile(server), name: 'locked' }, asking),
      authenticate: (_profile, attempt, signal) => {
        const ask = (): Promise<undefined> => {
          tellAsked();
          return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
        };
        return connectWithPassword(createProfile(server), asking, ask, attempt);
      },
    };
    const running = desk.run(locked, 'SELECT 1');
    await asked;
    desk.runner.cancel(locked);
    assert.equal((await running).result, 'cancelled');
  });

  test('a server that is not there is one clear failure at the statement', async () => {
    const away = connectionOf({ ...createProfile(server), port: 1 }, user);
    const { result, outcomes } = await desk.run(away, 'SELECT 1');
    assert.equal(result, 'failed');
    assert.ok(outcomes[0]?.kind === 'failed');
    assert.match(outcomes[0].failure.message, /^Nothing answers at .*:1\. Check host and port/);
  });

  test('what cannot be started says why, and can be cancelled while it starts', async () => {
    const broken: Connection = {
      ...connection,
      key: 'x',
      locate: () => Promise.reject(new Error('No disk.')),
    };
    const { outcomes } = await desk.run(broken, 'SELECT 1');
    assert.ok(outcomes[0]?.kind === 'failed');
    assert.equal(outcomes[0].failure.message, 'No disk.');

    const slow: Connection = {
      ...connection,
      key: 'y',
      locate: () => {
        queueMicrotask(() => desk.runner.cancel());
        return new Promise(() => undefined);
      },
    };
    assert.equal((await desk.run(slow, 'SELECT 1')).result, 'cancelled');
  });

  test('a fault in front of the first statement ends the run in the panel too', async () => {
    const locked: Connection = {
      ...connection,
      key: 'locked',
      authenticate: () => Promise.reject(new Error('The keyring is locked.')),
    };
    const kinds: RunEvent['kind'][] = [];
    desk.onEvent = ({ kind }) => kinds.push(kind);
    await assert.rejects(desk.run(locked, 'SELECT 1'), /keyring/);
    assert.deepEqual(kinds, ['finished']);
    assert.equal(desk.runner.isRunning, false);
  });

  test('a connection that was lost is made again, and the run says so', async () => {
    await desk.run(connection, '\\set v 7\nSELECT pg_terminate_backend(pg_backend_pid())');
    const { events, outcomes } = await desk.run(connection, 'SELECT :v');
    assert.deepEqual(rowsIn(outcomes[0]), [['7']]);
    const notices = events.flatMap((event) => (event.kind === 'notice' ? [event.notice.message] : []));
    assert.deepEqual(notices, ['Connected again.']);
    assert.equal(user.asked, 1);
  });
});
