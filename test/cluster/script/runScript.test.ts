import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { MOST_NOTICES } from '../../../cluster/script/keepNotice';
import type { ReadScript } from '../../../cluster/script/options';
import type { Session } from '../../../cluster/session/session';
import { INVOKE_STUB } from '../../support/invokeStub';
import { startPostgres, type Postgres } from '../../support/postgres';
import { createProfile, failureOf, openTestSession, rowsOf, run } from '../../support/session';

let server: Postgres;
let session: Session;
before(async () => {
  server = await startPostgres({ version: 15 });
});
after(() => server.stop());
beforeEach(async () => {
  session = await openTestSession(createProfile(server));
});
afterEach(() => session.close());

/** What stands at the place the failure names, in the script as the user wrote it. */
async function pointedAt(script: string): Promise<string> {
  const { events, outcomes } = await run(session, script);
  const last = outcomes.at(-1);
  const { offset } = failureOf(last);
  const start = events.flatMap((event) => (event.kind === 'statementStarted' ? [event.start] : [])).at(-1);
  assert.ok(offset !== undefined && start !== undefined);
  assert.equal(
    script.slice(start, start + (last?.sql.length ?? 0)),
    last?.sql,
    'the statement stands where it says',
  );
  return script.slice(start + offset).split(/\s|;/)[0] ?? '';
}

describe('the place of an error is one in the script', () => {
  const CASES: Readonly<Record<string, string>> = {
    'with comments before the statement': '-- one\n/* two */ SELECT here;',
    'behind characters outside of the BMP': "SELECT '😀é', here;",
    'behind a longer value of a variable': "\\set v 'a long value'\nSELECT :'v', here;",
    'behind a shorter value of a variable': '\\set long_variable_name 1\nSELECT :long_variable_name, here;',
    'behind several variables and lines': "\\set v '''😀\\\\'''\nSELECT :'v',\n  :'v',\r\n  here\n;",
    'behind a backslash command in the middle': 'SELECT 1, \\set x 2\n :x, here;',
    'in a branch': 'SELECT\n\\if false\n 1,\n\\else\n 2,\n\\endif\n here;',
    'without a semicolon': 'SELECT here',
    'before \\gset': 'SELECT here \\gset',
    'in the second of two statements on a line': 'SELECT 1; SELECT here;',
  };
  for (const [name, script] of Object.entries(CASES)) {
    test(name, async () => assert.equal(await pointedAt(script), 'here'));
  }

  test('in the value of a variable: where the variable stands', async () => {
    assert.equal(await pointedAt('\\set v nope\nSELECT 1, :v, 2;'), ':v,');
  });

  test('in one of several commands of a message', async () => {
    assert.equal(await pointedAt('SELECT 1 \\; SELECT here \\; SELECT 2;'), 'here');
  });
});

test('only the parts asked for run, variables stay with the session', async () => {
  const text = 'SELECT 1; SELECT 2 AS two \\gset\nSELECT :two;';
  const part = (sql: string) => ({ start: text.indexOf(sql), end: text.indexOf(sql) + sql.length });
  const first = await run(session, { text, spans: [part('SELECT 2 AS two \\gset')] });
  assert.deepEqual(
    first.outcomes.map(({ sql }) => sql),
    ['SELECT 2 AS two'],
  );
  const second = await run(session, { text, spans: [part('SELECT :two'), part('SELECT 1')] });
  assert.deepEqual(second.outcomes.map(rowsOf), [[['2']], [['1']]]);
  const started = second.events.flatMap((event) => (event.kind === 'statementStarted' ? [event.start] : []));
  assert.deepEqual(started, [text.indexOf('SELECT :two'), 0]);
});

test('a script stops at the first error unless told to go on', async () => {
  const script = 'SELECT 1; SELECT nope; SELECT 3';
  const stopped = await run(session, script);
  assert.deepEqual(
    stopped.outcomes.map(({ kind }) => kind),
    ['done', 'failed'],
  );
  const whole = await run(session, script, { stopOnError: false });
  assert.deepEqual(
    whole.outcomes.map(({ kind }) => kind),
    ['done', 'failed', 'done'],
  );
  assert.equal(whole.reason, 'failed');
});

test('commands that are not there say what to do, those that change only the display are remarked on once', async () => {
  const { outcomes, errorOutput, output } = await run(
    session,
    '\\x on\n\\x off\n\\timing\n\\pset null NULL\n\\i other.sql\n\\d t\n\\c other\n\\nonsense\nSELECT 1 \\watch\nSELECT 1 \\g file\n\\echo `date`\nSELECT 2',
    { stopOnError: false },
  );
  assert.equal(
    errorOutput,
    ['x', 'timing', 'pset']
      .map((name) => `\\${name} changes how psql shows things; here it has no effect.\n`)
      .join(''),
  );
  assert.equal(output, '');
  assert.deepEqual(
    outcomes
      .slice(0, -1)
      .map((outcome) => [outcome.sql, failureOf(outcome).message, failureOf(outcome).advice]),
    [
      ['\\i other.sql', 'files cannot be included here', undefined],
      [
        '\\d t',
        "psql's \\d is not supported here yet",
        'Query the catalog: information_schema, or the views of pg_catalog.',
      ],
      [
        '\\c other',
        "psql's \\c is not supported here yet",
        'Choose the connection before you run the script.',
      ],
      ['\\nonsense', 'invalid command \\nonsense', undefined],
      [
        '\\watch',
        "psql's \\watch is not supported here yet",
        'Run the statement again when you want to see it again.',
      ],
      [
        '\\g file',
        '\\g with a file, a command or options is not supported here yet',
        'End the statement with ; or with \\g alone, and export its rows.',
      ],
      [
        '\\echo `date`',
        'a shell command in backticks is not run here: write its output into the script, or pass it with -v',
        undefined,
      ],
    ],
  );
  assert.deepEqual(rowsOf(outcomes.at(-1)), [['2']]);
});

describe('a statement of an included file', () => {
  const files: Readonly<Record<string, string>> = {
    '/w/a.sql': 'SELECT 1;\n\\ir sub/b.sql\n',
    '/w/sub/b.sql': 'SELECT 2;\nSELECT\n  here;\n',
    '/w/gexec.sql': "\n\nSELECT 'SELECT here' \\gexec\n",
    '/w/circle.sql': '\\ir sub/back.sql\n\\ir sub/back.sql\n',
    '/w/sub/back.sql': '\\ir ../circle.sql\n',
  };
  const readScript: ReadScript = (name) => {
    const text = files[name];
    return Promise.resolve(
      text === undefined ? { kind: 'failed', message: 'none' } : { kind: 'read', path: name, text },
    );
  };
  const runFile = async (text: string) =>
    run(session, { text, name: '/w/main.sql' }, { readScript, stopOnError: false });

  test('has the place of the command in the script, and its own in the file', async () => {
    const { events, outcomes } = await runFile('SELECT 0;\n\\i /w/a.sql\n\\ir gexec.sql\n');
    const places = events.flatMap((event) =>
      event.kind === 'statementStarted'
        ? [[event.sql, event.start, event.included?.path, event.included?.start]]
        : [],
    );
    assert.deepEqual(places, [
      ['SELECT 0', 0, undefined, undefined],
      ['SELECT 1', 10, '/w/a.sql', 0],
      ['SELECT 2', 10, '/w/sub/b.sql', 0],
      ['SELECT\n  here', 10, '/w/sub/b.sql', 10],
      ["SELECT 'SELECT here'", 22, '/w/gexec.sql', 2],
      ['SELECT here', 22, '/w/gexec.sql', 2],
    ]);
    assert.deepEqual(
      [outcomes[3], outcomes[5]].map((outcome) => failureOf(outcome).offset),
      ['SELECT\n  '.length, 'SELECT '.length],
    );
  });

  test('files that include each other end the run with a clear message', async () => {
    const { outcomes, reason } = await runFile('\\i /w/circle.sql\nSELECT 1;');
    assert.deepEqual(
      outcomes.map((outcome) => failureOf(outcome).message),
      [
        'the files include each other more than 100 deep: /w/sub/back.sql includes /w/circle.sql includes /w/sub/back.sql',
      ],
    );
    assert.equal(reason, 'failed');
  });
});

test('COPY FROM STDIN without data fails and does not hang', async () => {
  const { outcomes } = await run(session, 'CREATE TEMP TABLE t (a int)\\; COPY t FROM STDIN');
  assert.match(
    failureOf(outcomes.at(-1)).message,
    /COPY from stdin failed: there is no data for COPY FROM STDIN/,
  );
  assert.deepEqual(rowsOf((await run(session, 'SELECT 1')).outcomes[0]), [['1']]);
});

describe('aws_lambda.invoke', () => {
  beforeEach(async () => {
    await run(session, 'DROP SCHEMA IF EXISTS aws_lambda CASCADE; DROP SCHEMA IF EXISTS aws_commons CASCADE');
    const { reason } = await run(session, INVOKE_STUB);
    assert.equal(reason, 'completed');
    await run(
      session,
      "SELECT aws_commons.create_lambda_function_arn('my-function', 'us-west-2') AS arn \\gset",
    );
  });

  test('results are decoded', async () => {
    const { outcomes } = await run(session, `SELECT * FROM aws_lambda.invoke('f', '{"a": [1]}'::json)`);
    assert.ok(outcomes[0]?.kind === 'done');
    const [invocation] = outcomes[0].invocations;
    assert.deepEqual([invocation?.statusCode, invocation?.payload], [200, { a: [1] }]);
  });

  test('a failure that is known has advice', async () => {
    const { outcomes } = await run(session, "SELECT * FROM aws_lambda.invoke('f', '{}')");
    assert.match(
      failureOf(outcomes[0]).advice ?? '',
      /^An untyped literal or parameter as payload fits json and jsonb alike/,
    );
  });

  const ADVICE =
    ":'arn' holds an ARN structure, but PostgreSQL takes it for a plain text name and picks an overload with a text function_name: write :'arn'::aws_commons._lambda_function_arn_1.";

  test('an ARN structure that PostgreSQL takes for text is told, where it runs and where it fails', async () => {
    const script = `SELECT * FROM aws_lambda.invoke(:'arn', '{}'::json);
      SELECT * FROM aws_lambda.invoke(:'arn', '{}'::json, 'RequestResponse', 'Tail');
      SELECT * FROM aws_lambda.invoke(:'arn', '{}'::json, 'RequestResponse', 'None', NULL, 'custom_version');
      SELECT * FROM aws_lambda.invoke(:'arn', '{}');`;
    const { outcomes } = await run(session, script, { stopOnError: false });
    const advice = outcomes.map((outcome) =>
      outcome.kind === 'done' ? outcome.advice : failureOf(outcome).advice,
    );
    const both = `${ADVICE} The payload needs a type too: write ::json or ::jsonb behind it.`;
    assert.deepEqual(advice, [ADVICE, ADVICE, ADVICE, both]);
  });

  test('where it is cast, where PostgreSQL finds the ARN overload, and where it is only a name, nothing is told', async () => {
    const { outcomes } = await run(
      session,
      `\\set name my-function
      SELECT executed_version FROM aws_lambda.invoke(:'arn'::aws_commons._lambda_function_arn_1, '{}'::json);
      SELECT executed_version FROM aws_lambda.invoke(:'arn', '{}'::json, 'RequestResponse', 'None', '{}'::json);
      SELECT executed_version FROM aws_lambda.invoke(:'name', '{}'::json);`,
    );
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.advice : outcome)),
      [undefined, undefined, undefined],
    );
    assert.deepEqual(
      outcomes.map((outcome) => rowsOf(outcome)[0]?.[0]?.split('+')[0]),
      ['arn', 'arn', 'text'],
    );
  });
});

test('a loop that raises very many notices has the first of them in its outcome, and each as it comes', async () => {
  const raised = MOST_NOTICES + 5;
  const { events, outcomes } = await run(
    session,
    `DO $$ BEGIN FOR i IN 1..${raised} LOOP RAISE NOTICE '%', i; END LOOP; END $$`,
  );
  assert.equal(events.filter(({ kind }) => kind === 'notice').length, raised);
  const [outcome] = outcomes;
  assert.equal(outcome?.notices.length, MOST_NOTICES + 1);
  assert.equal(outcome.notices[MOST_NOTICES - 1]?.message, String(MOST_NOTICES));
  assert.equal(outcome.notices.at(-1)?.message, 'More notices came; the first 10,000 are kept.');
});
