import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findInvokeAt } from '../../client/directInvocation/callAt';
import { askCall } from '../../client/directInvocation/askCall';
import { toInvokeSql } from '../../client/directInvocation/invokeSql';
import { runOnAws } from '../../client/directInvocation/runOnAws';
import type { RunRequest } from '../../client/panel/runRequest';
import { createDocument } from '../../core/analysis';
import type { DirectAnswer, InvokeModule } from '../../core/directInvocation/answer';
import { EMPTY_REQUEST, readRequest } from '../../core/directInvocation/invocationRequest';
import { createVariables, setVariable } from '../../cluster/psql/variables';
import type { Cell, RunEvent } from '../../core/invocation/outcome';

/** Of the call at `|`. */
function read(marked: string) {
  const found = findInvokeAt(createDocument(marked.replace('|', '')), marked.indexOf('|'));
  return found && readRequest(found.call);
}

describe('what a call asks of Lambda', () => {
  test('is read from its literals', () => {
    assert.deepEqual(
      read(
        `SELECT * FROM aws_lambda.invoke('greet|', '{"a": 1}'::json, 'eu-west-1', 'Event', 'None', NULL, 'live');`,
      ),
      {
        request: {
          functionName: 'greet',
          region: 'eu-west-1',
          qualifier: 'live',
          payload: '{"a": 1}',
          context: undefined,
          invocationType: 'Event',
          logType: 'None',
        },
        unknown: [],
      },
    );
  });

  test('is read through the helper that makes an ARN', () => {
    const sql = `SELECT aws_lambda.invoke(aws_commons.create_lambda_function_arn('greet', 'us-east-1'), '{}'::json|);`;
    const { request, unknown } = read(sql) ?? assert.fail();
    assert.deepEqual(
      [request.functionName, request.region, request.logType, unknown],
      ['greet', 'us-east-1', 'Tail', []],
    );
  });

  test('is asked for where a value of the database decides', () => {
    const sql = `SELECT aws_lambda.invoke('f', to_json(t)|, context => t.c::json) FROM t;`;
    assert.deepEqual(read(sql)?.unknown, ['payload', 'context']);
    assert.deepEqual(read('SELECT aws_lambda.invoke(v.f, v.p)| FROM v;')?.unknown, [
      'functionName',
      'payload',
    ]);
  });

  test('the call round the cursor counts, else the first of the statement', () => {
    const two = `SELECT aws_lambda.invoke('a', '{}'::json), aws_lambda.invoke('b', '{}'::json|);`;
    assert.equal(read(two)?.request.functionName, 'b');
    assert.equal(read(two.replace('|', '').replace('SELECT', 'SELECT|'))?.request.functionName, 'a');
    assert.equal(read('SELECT 1|;'), undefined);
  });
});

test('for the embedded cluster the request is SQL that calls the handler by its name', () => {
  const request = {
    ...EMPTY_REQUEST.request,
    functionName: 'arn:aws:lambda:eu-west-1:123456789012:function:greet',
    payload: `{"a": "it's"}`,
    qualifier: 'live',
  };
  assert.equal(
    toInvokeSql(request),
    `SELECT * FROM aws_lambda.invoke('greet', '{"a": "it''s"}'::json, invocation_type => 'RequestResponse', log_type => 'Tail', qualifier => 'live');`,
  );
});

describe('an invocation of AWS in the panel', () => {
  const ANSWER: DirectAnswer = {
    statusCode: 200,
    executedVersion: '$LATEST',
    payload: '{"n": 1}',
    logResult: undefined,
    functionError: undefined,
  };

  async function show(invokeFunction: InvokeModule['invokeFunction'], cancel = false) {
    const events: RunEvent[] = [];
    const load = () => Promise.resolve({ invokeFunction });
    let stop: () => void = () => undefined;
    let shown: RunRequest | undefined;
    const running = runOnAws(
      (run) => {
        stop = () => run.cancel();
        shown = run;
        return { onEvent: (event) => void events.push(event) };
      },
      {
        source: { key: 'direct:file:///w/a.sql', place: 'a.sql' },
        beside: { source: 'file:///w/a.sql', sql: 'SELECT …' },
        request: { ...EMPTY_REQUEST.request, functionName: 'greet', payload: '{}' },
        place: {},
      },
      load,
    );
    if (cancel) stop();
    await running;
    const kinds = events.map(({ kind }) => kind);
    const outcome = events.flatMap((event) => (event.kind === 'statementEnded' ? [event.outcome] : []))[0];
    const rows = events.flatMap((event) => (event.kind === 'rows' ? event.rows : []));
    return { kinds, outcome, rows, last: events.at(-1), beside: shown?.beside };
  }

  test('reads as one that came through the database', async () => {
    const { kinds, rows, outcome, beside } = await show(() => Promise.resolve(ANSWER));
    assert.deepEqual(beside, { source: 'file:///w/a.sql', sql: 'SELECT …' });
    assert.deepEqual(kinds, ['statementStarted', 'rows', 'statementEnded', 'finished']);
    assert.deepEqual(rows, [['200', '{"n": 1}', '$LATEST', null]]);
    assert.equal(outcome?.kind, 'done');
  });

  test('of a function that fails keeps its answer and says where the fault is', async () => {
    const { outcome, rows } = await show(() => Promise.resolve({ ...ANSWER, functionError: 'Unhandled' }));
    assert.equal(rows.length, 1);
    assert.match(
      (outcome?.kind === 'failed' && outcome.failure.advice) || '',
      /The fault is in the function/,
    );
  });

  test('that AWS refuses fails with its reason', async () => {
    const { outcome } = await show(() => Promise.reject(new Error('No such function.')));
    assert.equal(outcome?.kind === 'failed' && outcome.failure.message, 'No such function.');
  });

  test('can be cancelled', async () => {
    const waits: InvokeModule['invokeFunction'] = (_request, _place, signal) =>
      new Promise((_resolve, reject) => {
        if (signal.aborted) reject(new Error('cancelled'));
        signal.addEventListener('abort', () => reject(new Error('cancelled')));
      });
    const { outcome, last } = await show(waits, true);
    assert.equal(outcome?.kind, 'cancelled');
    assert.deepEqual(last?.kind === 'finished' && last.reason, 'cancelled');
  });
});

describe('values of a call', () => {
  /** A user who types these one after the other; what was asked, and the request. */
  async function ask(sql: string, typed: (string | undefined)[], last?: readonly Cell[]) {
    const asked: string[] = [];
    const found = findInvokeAt(createDocument(sql), sql.indexOf('invoke')) ?? assert.fail();
    const variables = createVariables();
    setVariable(variables, 'fn', 'greet');
    const read = await askCall(found, {
      variables,
      findLast: () => last,
      prompts: {
        askText: (title, prompt, value) => {
          asked.push(`${title}: ${prompt} [${value}]`);
          return Promise.resolve(typed.shift());
        },
        askSame: (_title, values) => {
          asked.push(values);
          return Promise.resolve(typed.shift() as 'same' | 'other' | undefined);
        },
      },
    });
    return { asked, request: read?.request, unknown: read?.unknown };
  }

  test('psql variables of the session count; parameters are asked for, with their type', async () => {
    const sql = "SELECT $1, aws_lambda.invoke(:'fn', $2::json, qualifier => $3) FROM t WHERE id = $4;";
    const { asked, request, unknown } = await ask(sql, [`{"it's": 1}`, 'live']);
    assert.deepEqual(asked, [
      'Invoke Directly: $2, json: the value without quotes, or \\N for NULL. []',
      'Invoke Directly: $3, text: the value without quotes, or \\N for NULL. []',
    ]);
    assert.deepEqual(
      [request?.functionName, request?.payload, request?.qualifier, unknown],
      ['greet', `{"it's": 1}`, 'live', []],
    );
  });

  test('those that the statement was last run with are offered', async () => {
    const sql = "SELECT aws_lambda.invoke('f', $1::json);";
    const same = await ask(sql, ['same'], ['{"a": 1}']);
    assert.deepEqual([same.asked, same.request?.payload], [['$1 = {"a": 1}'], '{"a": 1}']);
    const other = await ask(sql, ['other', '{}'], ['{"a": 1}']);
    assert.deepEqual([other.asked.length, other.request?.payload], [2, '{}']);
  });

  test('a variable that nobody sets is asked for; who does not say invokes nothing', async () => {
    const sql = "SELECT aws_lambda.invoke(:'other', '{}'::json);";
    const { asked, request } = await ask(sql, ['f2']);
    assert.match(asked[0] ?? '', /^psql variable other: Nothing sets :other\./);
    assert.equal(request?.functionName, 'f2');
    assert.equal((await ask(sql, [undefined])).request, undefined);
    assert.equal((await ask("SELECT aws_lambda.invoke('f', $1::json);", [undefined])).request, undefined);
  });

  test('what the text does not tell even so is left to be asked; a routine’s own parameters are its own', async () => {
    const sql = 'SELECT aws_lambda.invoke($1, to_json(t)) FROM t;';
    assert.deepEqual((await ask(sql, ['f'])).unknown, ['payload']);
    const body =
      "CREATE FUNCTION g(json) RETURNS void AS $$ SELECT aws_lambda.invoke('f', $1) $$ LANGUAGE sql;";
    assert.deepEqual(await ask(body, []).then(({ asked, unknown }) => [asked, unknown]), [[], ['payload']]);
  });
});
