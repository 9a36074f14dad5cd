/** Handlers that loop, exit, flood, or answer nonsense: each gives one clear error, and the next call works. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSandbox, readFailure, type Failure, type TestSandbox } from '../support/sandbox';
import { findProcesses, waitUntilGone } from '../support/sandboxProcesses';

const FILES = {
  'ok.js': `exports.handler = async () => 'ok';`,
  'loop.js': `exports.handler = async (event) => { if (event.loop) for (;;); return 'done'; };`,
  'loop-python.py': `def lambda_handler(event, context):\n    while event.get("loop"):\n        pass\n    return "done"\n`,
  'never.js': `exports.handler = () => new Promise(() => {});`,
  'loop-loading.js': `for (;;);`,
  'exits.js': `exports.handler = async () => process.exit(0);`,
  'exits-3.js': `exports.handler = async () => process.exit(3);`,
  'exits-loading.js': `process.exit(1);`,
  'exits-python.py': `import os\ndef lambda_handler(event, context):\n    os._exit(3)\n`,
  'sys-exit.py': `import sys\ndef lambda_handler(event, context):\n    sys.exit()\n`,
  'kills.js': `exports.handler = async () => process.kill(process.pid, 'SIGSEGV');`,
  'meddles.js': `exports.handler = () => new Promise(() => { require('node:fs').writeSync(3, 'hello\\n'); });`,
  'meddles-well.js': `exports.handler = () => new Promise(() => { require('node:fs').writeSync(3, '{"kind":"ready"}\\n'); });`,
  'bigint.js': `exports.handler = async () => 1n;`,
  'circle.js': `exports.handler = async () => { const a = {}; a.a = a; return a; };`,
  'set.py': `def lambda_handler(event, context):\n    return {1, 2}\n`,
  'nan.py': `def lambda_handler(event, context):\n    return float("nan")\n`,
  'throws-text.js': `exports.handler = async () => { throw 'just text'; };`,
  'throws-null.js': `exports.handler = async () => { throw null; };`,
  'stray.js': `exports.handler = () => new Promise(() => { setTimeout(() => { throw new Error('stray'); }, 5); });`,
  'rejects.js': `exports.handler = () => new Promise(() => { Promise.reject(new Error('unseen')); });`,
  'floods.js': `exports.handler = async () => {
    const line = 'x'.repeat(1023) + '\\n';
    for (let i = 0; i < 10 * 1024; i++) process.stdout.write(line);
    console.log('the end €');
    return process.memoryUsage().rss;
  };`,
  'floods-python.py': `def lambda_handler(event, context):\n    for i in range(10 * 1024):\n        print("x" * 1023)\n    print("the end €")\n    return 1\n`,
  'huge.js': `exports.handler = async () => 'x'.repeat(6291557);`,
  'almost-huge.js': `exports.handler = async () => 'x'.repeat(6291554);`,
  'zero.js': `exports.handler = async () => ({ text: 'a\\u0000b', quote: '"\\\\', lone: '\\ud800' });`,
  'spawns.js': `exports.handler = async (event) => {
    const child = require('node:child_process').spawn('sleep', ['1000']);
    console.log('PID', child.pid);
    for (;;);
  };`,
  'euros.js': `exports.handler = async ({ pad }) => { process.stdout.write('€'.repeat(3000) + pad + '\\n'); };`,
  'connects.js': `exports.handler = ({ port }) => new Promise(() => {
    const socket = require('node:net').connect(port, '127.0.0.1', () => {
      const body = Buffer.from('\\0\\x03\\0\\0user\\0postgres\\0\\0', 'latin1');
      const length = Buffer.alloc(4);
      length.writeInt32BE(body.length + 4);
      socket.write(Buffer.concat([length, body]));
    });
  });`,
  'closes-output.py': `import os\ndef lambda_handler(event, context):\n    os.close(2)\n    return "closed"\n`,
  'prints-protocol.js': `exports.handler = async () => { process.stdout.write('\\0end x\\0{"kind":"payload","payload":"1"}\\n'); return 2; };`,
};

let sandbox: TestSandbox;
before(async () => {
  sandbox = await openSandbox(FILES);
});
after(() => sandbox.stop());

async function failureOf(name: string, event = '{}', timeoutMs = 60_000): Promise<Failure> {
  const client = await sandbox.connect();
  await client.query(`SET aws_lambda.request_timeout_ms = ${timeoutMs}`);
  const failure = await readFailure(client.query(`SELECT aws_lambda.invoke($1, $2::json)`, [name, event]));
  // The same session goes on.
  const { rows } = await client.query(`SELECT payload FROM aws_lambda.invoke('ok', '{}'::json)`);
  assert.deepEqual(rows, [{ payload: 'ok' }]);
  await client.end();
  return failure;
}
async function errorOf(name: string): Promise<Record<string, unknown>> {
  const failure = await failureOf(name);
  assert.equal(failure.message, 'lambda invocation failed', failure.detail);
  const [, details = ''] = /details: "(.*)"\.$/s.exec(failure.detail ?? '') ?? [];
  return JSON.parse(details) as Record<string, unknown>;
}

for (const name of ['loop', 'loop-python', 'never', 'loop-loading']) {
  test(`${name} is ended at the request time-out`, async () => {
    const failure = await failureOf(name, '{"loop": true}', 700);
    assert.deepEqual(failure, {
      code: '58000',
      message: 'invoke API failed',
      detail: "AWS Lambda client returned 'curlCode: 28, Timeout was reached'.",
      hint: 'The handler had not answered after 700 ms. The setting aws_lambda.request_timeout_ms gives it longer.',
      where: 'SQL function "invoke" statement 1',
    });
    await sandbox.waitForLog(
      new RegExp(`Task timed out after 0\\.70 seconds\\nEND.*\\nREPORT.*Status: timeout`),
    );
  });
}

test('the default time-out is three seconds, and a handler that was ended works again', async () => {
  const client = await sandbox.connect({ options: '' });
  const startMs = Date.now();
  const failure = await readFailure(client.query(`SELECT aws_lambda.invoke('loop', '{"loop": true}'::json)`));
  assert.match(failure.hint ?? '', /after 3000 ms/);
  assert.ok(Date.now() - startMs >= 3000);
  await client.end();
  assert.deepEqual(await sandbox.rows(`SELECT payload FROM aws_lambda.invoke('loop', '{}'::json)`), [
    { payload: 'done' },
  ]);
});

const EXITS: Readonly<Record<string, RegExp>> = {
  exits: /^RequestId: \S{36} Error: Runtime exited without providing a reason$/,
  'exits-3': /^RequestId: \S{36} Error: Runtime exited with error: exit status 3$/,
  'exits-loading': /Runtime exited with error: exit status 1$/,
  'exits-python': /Runtime exited with error: exit status 3$/,
  'sys-exit': /Runtime exited without providing a reason$/,
  kills: /Runtime exited with error: signal: SIGSEGV$/,
  meddles: /Runtime exited with error: the handler wrote to the channel of its runtime$/,
  'meddles-well': /Runtime exited with error: the runtime said ready out of turn$/,
};
for (const [name, message] of Object.entries(EXITS)) {
  test(`${name} gives Runtime.ExitError`, async () => {
    const { errorType, errorMessage } = await errorOf(name);
    assert.equal(errorType, 'Runtime.ExitError');
    assert.match(String(errorMessage), message);
    await sandbox.waitForLog(/Status: error\tError Type: Runtime\.ExitError\t\n/);
  });
}

const FAILURES: readonly (readonly [name: string, type: string, message: RegExp])[] = [
  ['bigint', 'Runtime.MarshalError', /^Unable to stringify response body: .*BigInt/],
  ['circle', 'Runtime.MarshalError', /^Unable to stringify response body: Converting circular structure/],
  [
    'set',
    'Runtime.MarshalError',
    /^Unable to marshal response: Object of type set is not JSON serializable$/,
  ],
  ['nan', 'Runtime.MarshalError', /^Unable to marshal response/],
  ['throws-text', 'string', /^just text$/],
  ['throws-null', 'object', /^null$/],
  ['stray', 'Error', /^stray$/],
  ['rejects', 'Runtime.UnhandledPromiseRejection', /^Error: unseen$/],
  [
    'huge',
    'Function.ResponseSizeTooLarge',
    /^Response payload size exceeded maximum allowed payload size \(6291556 bytes\)\.$/,
  ],
];
for (const [name, type, message] of FAILURES) {
  test(`${name} gives ${type}`, async () => {
    const { errorType, errorMessage } = await errorOf(name);
    assert.equal(errorType, type);
    assert.match(String(errorMessage), message);
  });
}

test('the largest response passes', async () => {
  const [row] = await sandbox.rows(
    `SELECT length(payload::text) AS n FROM aws_lambda.invoke('almost-huge', '{}'::json)`,
  );
  assert.equal(row?.['n'], 6_291_556);
});

for (const name of ['floods', 'floods-python']) {
  test(`${name}: of 10 MB the last 4 KB are returned, whole characters`, async () => {
    const [row] = await sandbox.rows(
      `SELECT length(decode(log_result, 'base64')) AS n, convert_from(decode(log_result, 'base64'), 'utf8') AS log
       FROM aws_lambda.invoke($1, '{}'::json, log_type => 'Tail')`,
      [name],
    );
    assert.equal(row?.['n'], 4096);
    assert.match(
      String(row?.['log']),
      /^x+\nx+\nx+\nx*\n.*the end €\nEND RequestId: \S+\nREPORT RequestId: .*\t\n$/s,
    );
    await sandbox.waitForLog(/more is not shown here/);
  });
}

test('a cut character at the beginning of the log is left out', async () => {
  for (const pad of ['', 'a', 'aa']) {
    const [row] = await sandbox.rows(
      `SELECT convert_from(decode(log_result, 'base64'), 'utf8') AS log
       FROM aws_lambda.invoke('euros', json_build_object('pad', $1::text), log_type => 'Tail')`,
      [pad],
    );
    assert.match(String(row?.['log']), /^€+a*\n/);
  }
});

test('awkward text comes through as JSON has it', async () => {
  const [row] = await sandbox.rows(`SELECT payload::text AS text FROM aws_lambda.invoke('zero', '{}'::json)`);
  assert.equal(row?.['text'], '{"text":"a\\u0000b","quote":"\\"\\\\","lone":"\\ud800"}');
});

test('jsonb refuses what it has no room for, as PostgreSQL does', async () => {
  const failure = await sandbox.failure(`SELECT aws_lambda.invoke('zero', '{}'::jsonb)`);
  assert.equal(failure.code, '22P05');
});

test('what a handler has started ends with it', async () => {
  await failureOf('spawns', '{}', 800);
  const [, pid = ''] = /PID (\d+)/.exec(sandbox.log()) ?? [];
  await waitUntilGone(Number(pid));
});

test('a handler that closes its log still answers', async () => {
  const rows = await sandbox.rows(`SELECT payload FROM aws_lambda.invoke('closes-output', '{}'::json)`);
  assert.deepEqual(rows, [{ payload: 'closed' }]);
});

test('printing what looks like an answer is no answer', async () => {
  const rows = await sandbox.rows(`SELECT payload FROM aws_lambda.invoke('prints-protocol', '{}'::json)`);
  assert.deepEqual(rows, [{ payload: 2 }]);
});

test('the settings are checked by PostgreSQL itself', async () => {
  const client = await sandbox.connect({ options: '' });
  const refuse = async (setting: string): Promise<string> =>
    (await readFailure(client.query(`SET ${setting}`))).message;
  for (const name of ['aws_lambda.connect_timeout_ms', 'aws_lambda.request_timeout_ms']) {
    assert.equal(
      await refuse(`${name} = 0`),
      `0 is outside the valid range for parameter "${name}" (1 .. 900000)`,
    );
    assert.equal(
      await refuse(`${name} = 900001`),
      `900001 is outside the valid range for parameter "${name}" (1 .. 900000)`,
    );
    assert.equal(await refuse(`${name} = 'soon'`), `invalid value for parameter "${name}": "soon"`);
  }
  const { rows } = await client.query(
    `SELECT name, setting, min_val, max_val FROM pg_settings WHERE name LIKE 'aws_lambda.%' ORDER BY name`,
  );
  assert.deepEqual(rows, [
    { name: 'aws_lambda.connect_timeout_ms', setting: '1000', min_val: '1', max_val: '900000' },
    { name: 'aws_lambda.request_timeout_ms', setting: '3000', min_val: '1', max_val: '900000' },
  ]);
  await client.end();
});

for (const owner of ['ROLE', 'DATABASE']) {
  test(`ALTER ${owner} … SET gives new sessions another time-out`, async () => {
    const client = await sandbox.connect();
    await client.query(`ALTER ${owner} postgres SET aws_lambda.request_timeout_ms = 400`);
    const affected = await sandbox.connect({ options: '' });
    await client.query(`ALTER ${owner} postgres RESET ALL`);
    const failure = await readFailure(affected.query(`SELECT aws_lambda.invoke('never', '{}'::json)`));
    assert.match(failure.hint ?? '', /after 400 ms/);
    await Promise.all([client.end(), affected.end()]);
  });
}

test('SET LOCAL holds to the end of the transaction', async () => {
  const client = await sandbox.connect({ options: '' });
  await client.query('BEGIN; SET LOCAL aws_lambda.request_timeout_ms = 300');
  const failure = await readFailure(client.query(`SELECT aws_lambda.invoke('never', '{}'::json)`));
  assert.match(failure.hint ?? '', /after 300 ms/);
  await client.query('ROLLBACK');
  assert.deepEqual((await client.query('SHOW aws_lambda.request_timeout_ms')).rows, [
    { 'aws_lambda.request_timeout_ms': '3000' },
  ]);
  await client.end();
});

test('a handler that connects to the database that waits for it: the HINT says so', async () => {
  const failure = await failureOf('connects', JSON.stringify({ port: sandbox.port }), 1500);
  assert.match(failure.hint ?? '', /Meanwhile a client waited for this database: if that was the handler/);
});

test('no handler process is left over but the kept ones', () => {
  assert.ok(findProcesses(sandbox.functionsDir).length <= 1 + 8);
});
