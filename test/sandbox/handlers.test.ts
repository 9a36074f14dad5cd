/** Handlers as users write them: in each form of Node and Python, edited, failing to load. */
import assert from 'node:assert/strict';
import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openSandbox, writeFiles, type TestSandbox } from '../support/sandbox';

const PYTHON_CONTEXT = `
import os
def lambda_handler(event, context):
    return {
        "name": context.function_name, "version": context.function_version, "arn": context.invoked_function_arn,
        "memory": context.memory_limit_in_mb, "request": context.aws_request_id, "group": context.log_group_name,
        "stream": context.log_stream_name, "left": context.get_remaining_time_in_millis(),
        "custom": context.client_context.custom, "identity": context.identity.cognito_identity_id,
        "environment": [os.environ["AWS_LAMBDA_FUNCTION_NAME"], os.environ["AWS_REGION"]],
    }
`;
const NODE_CONTEXT = `
exports.handler = async (event, context) => ({
  name: context.functionName, version: context.functionVersion, arn: context.invokedFunctionArn,
  memory: context.memoryLimitInMB, request: context.awsRequestId, group: context.logGroupName,
  stream: context.logStreamName, left: context.getRemainingTimeInMillis(),
  custom: context.clientContext.custom, identity: context.identity ?? null,
  environment: [process.env.AWS_LAMBDA_FUNCTION_NAME, process.env.AWS_REGION],
});`;

const FILES = {
  'cjs-js.js': `exports.handler = async () => 'cjs in js';`,
  'esm-js.js': `export const handler = async () => 'esm in js';`,
  'esm.mjs': `import { sep } from 'node:path';\nexport const handler = async () => 'esm' + (await Promise.resolve(sep)).length;`,
  'common.cjs': `module.exports = { handler: () => Promise.resolve('cjs') };`,
  'callback.js': `exports.handler = (event, context, callback) => { setTimeout(() => callback(null, 'called back'), 20); };`,
  'callback-now.js': `exports.handler = (event, context, callback) => callback(null, 'at once');`,
  'callback-error.js': `exports.handler = (event, context, callback) => callback(new TypeError('no'));`,
  'returns-plain.js': `exports.handler = () => ({ ignored: true });`,
  'returns-nothing.js': `exports.handler = async () => undefined;`,
  'counts.js': `let n = 0; exports.handler = async () => ++n;`,
  'counts-python.py': `n = 0\ndef lambda_handler(event, context):\n    global n\n    n += 1\n    return n\n`,
  'python.py': `def lambda_handler(event, context):\n    return ["py", event]\n`,
  'python-other.py': `def handler(event, context):\n    return "handler"\n`,
  'python-none.py': `def lambda_handler(event, context):\n    pass\n`,
  'in-folder/index.mjs': `export { handler } from './part.mjs';`,
  'in-folder/part.mjs': `export const handler = async () => 'folder of Node';`,
  'in-python-folder/lambda_function.py': `import part\ndef lambda_handler(event, context):\n    return part.TEXT\n`,
  'in-python-folder/part.py': `TEXT = "folder of Python"\n`,
  'context-node.js': NODE_CONTEXT,
  'context-python.py': PYTHON_CONTEXT,
  'twice.js': `exports.handler = async () => 1;`,
  'twice.py': `def lambda_handler(event, context):\n    return 1\n`,
};

let sandbox: TestSandbox;
before(async () => {
  sandbox = await openSandbox(FILES);
});
after(() => sandbox.stop());

async function payloadOf(name: string, event = '{}', more = ''): Promise<unknown> {
  const [row] = await sandbox.rows(`SELECT payload FROM aws_lambda.invoke('${name}', $1::json${more})`, [
    event,
  ]);
  return row?.['payload'];
}
/** Lambda's JSON about what went wrong. */
async function errorOf(name: string): Promise<Record<string, unknown>> {
  const failure = await sandbox.failure(`SELECT aws_lambda.invoke('${name}', '{}'::json)`);
  assert.equal(failure.message, 'lambda invocation failed', failure.detail);
  const [, details = ''] = /details: "(.*)"\.$/s.exec(failure.detail ?? '') ?? [];
  return JSON.parse(details) as Record<string, unknown>;
}

const RESULTS: Readonly<Record<string, unknown>> = {
  'cjs-js': 'cjs in js',
  'esm-js': 'esm in js',
  esm: 'esm1',
  common: 'cjs',
  callback: 'called back',
  'callback-now': 'at once',
  'returns-plain': null,
  'returns-nothing': null,
  python: ['py', {}],
  'python-other': 'handler',
  'python-none': null,
  'in-folder': 'folder of Node',
  'in-python-folder': 'folder of Python',
};
for (const [name, expected] of Object.entries(RESULTS)) {
  test(`handler ${name}`, async () => assert.deepEqual(await payloadOf(name), expected));
}

test('an ignored return value is told in the log', async () => {
  const [row] = await sandbox.rows(
    `SELECT convert_from(decode(log_result, 'base64'), 'utf8') AS log
     FROM aws_lambda.invoke('returns-plain', '{}'::json, log_type => 'Tail')`,
  );
  assert.match(String(row?.['log']), /WARN\tThe handler returned a value but is not async/);
});

test("a callback's error is the function's", async () => {
  const { errorType, errorMessage } = await errorOf('callback-error');
  assert.deepEqual([errorType, errorMessage], ['TypeError', 'no']);
});

for (const language of ['node', 'python']) {
  test(`the context of ${language}`, async () => {
    const name = `context-${language}`;
    const payload = await payloadOf(
      name,
      '{}',
      `, context => '{"custom": {"k": "v"}}'::json, qualifier => '5'`,
    );
    const { request, left, ...rest } = payload as Record<string, unknown>;
    assert.match(String(request), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    assert.ok(Number(left) > 0 && Number(left) <= 60_000, String(left));
    assert.deepEqual(rest, {
      name,
      version: '5',
      arn: `arn:aws:lambda:us-west-2:123456789012:function:${name}:5`,
      memory: '128',
      group: `/aws/lambda/${name}`,
      stream: 'embedded-cluster',
      custom: { k: 'v' },
      identity: null,
      environment: [name, 'us-west-2'],
    });
  });
}

for (const name of ['counts', 'counts-python']) {
  test(`${name} stays loaded between invocations`, async () => {
    assert.deepEqual([await payloadOf(name), await payloadOf(name), await payloadOf(name)], [1, 2, 3]);
  });
}

test('Init Duration stands in the REPORT of a cold start alone', async () => {
  writeFiles(sandbox.functionsDir, { 'init.js': `exports.handler = async () => 1;` });
  const report = async (): Promise<string> => {
    const [row] = await sandbox.rows(
      `SELECT convert_from(decode(log_result, 'base64'), 'utf8') AS log
       FROM aws_lambda.invoke('init', '{}'::json, log_type => 'Tail')`,
    );
    return String(row?.['log']);
  };
  const cold = await report();
  assert.match(
    cold,
    /^START RequestId: (\S{36}) Version: \$LATEST\nEND RequestId: \1\nREPORT RequestId: \1\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: \d+\.\d\d ms\t\n$/,
  );
  assert.match(await report(), /Max Memory Used: \d+ MB\t\n$/);
});

for (const extension of ['js', 'mjs', 'cjs', 'py']) {
  test(`an edited .${extension} handler is loaded anew, also when only a sibling changed`, async () => {
    const name = `edited-${extension}`;
    const module = `part_${extension}`;
    const files: Record<string, [string, string]> = {
      js: [
        `const { TEXT } = require('./${module}.js');\nexports.handler = async () => 'N ' + TEXT;`,
        `exports.TEXT = 'N';`,
      ],
      cjs: [
        `const { TEXT } = require('./${module}.cjs');\nexports.handler = async () => 'N ' + TEXT;`,
        `exports.TEXT = 'N';`,
      ],
      mjs: [
        `import { TEXT } from './${module}.mjs';\nexport const handler = async () => 'N ' + TEXT;`,
        `export const TEXT = 'N';`,
      ],
      py: [
        `import ${module}\ndef lambda_handler(event, context):\n    return "N " + ${module}.TEXT\n`,
        `TEXT = "N"\n`,
      ],
    };
    const [main, part] = files[extension] ?? ['', ''];
    const write = (file: string, text: string, n: number): void =>
      writeFiles(sandbox.functionsDir, { [`${file}.${extension}`]: text.replace('N', String(n)) });
    write(module, part, 1);
    write(name, main, 1);
    assert.equal(await payloadOf(name), '1 1');
    write(name, main, 2);
    assert.equal(await payloadOf(name), '2 1');
    write(module, part, 2);
    assert.equal(await payloadOf(name), '2 2');
  });
}

test('a module from outside of the functions folder counts too', async () => {
  const outside = join(sandbox.functionsDir, '..', `outside-${process.pid}.js`);
  const write = (text: string): void =>
    writeFiles(join(outside, '..'), { [`outside-${process.pid}.js`]: text });
  write(`exports.TEXT = 'one';`);
  writeFiles(sandbox.functionsDir, {
    'reaches-out.js': `const { TEXT } = require(${JSON.stringify(outside)});\nexports.handler = async () => TEXT;`,
  });
  assert.equal(await payloadOf('reaches-out'), 'one');
  write(`exports.TEXT = 'two';`);
  assert.equal(await payloadOf('reaches-out'), 'two');
  rmSync(outside);
});

test('an edit that leaves size and time as they were is seen', async () => {
  const file = join(sandbox.functionsDir, 'same-time.js');
  const write = (text: string): void => {
    writeFiles(sandbox.functionsDir, { 'same-time.js': text });
    utimesSync(file, 1000, 1000);
  };
  write(`exports.handler = async () => 1;`);
  assert.equal(await payloadOf('same-time'), 1);
  write(`exports.handler = async () => 2;`);
  assert.equal(await payloadOf('same-time'), 2);
});

test('a removed handler is not found any more', async () => {
  writeFiles(sandbox.functionsDir, { 'short-lived.js': `exports.handler = async () => 1;` });
  assert.equal(await payloadOf('short-lived'), 1);
  rmSync(join(sandbox.functionsDir, 'short-lived.js'));
  const failure = await sandbox.failure(`SELECT aws_lambda.invoke('short-lived', '{}'::json)`);
  assert.match(failure.detail ?? '', /Function not found/);
});

test('two handlers of one name are refused', async () => {
  const failure = await sandbox.failure(`SELECT aws_lambda.invoke('twice', '{}'::json)`);
  assert.match(failure.detail ?? '', /more than one handler: twice/);
  assert.match(failure.hint ?? '', /holds twice\.js and twice\.py\. Keep one of them\./);
});

const BROKEN: readonly (readonly [file: string, text: string, type: string, message: RegExp])[] = [
  [
    'bad-cjs.js',
    `exports.handler = async () => {\n  return { a: ;\n};`,
    'Runtime.UserCodeSyntaxError',
    /^SyntaxError: Unexpected token ';' \(.*bad-cjs\.js:2\)$/,
  ],
  [
    'bad-esm.mjs',
    `export const handler = 1;\nlet let = 2;`,
    'Runtime.UserCodeSyntaxError',
    /\(.*bad-esm\.mjs:2\)$/,
  ],
  [
    'bad-python.py',
    `def lambda_handler(event, context):\n    return {'a': \n`,
    'Runtime.UserCodeSyntaxError',
    /^Syntax error in module 'bad-python': .*bad-python\.py, line 2\)$/,
  ],
  [
    'unnamed-node.js',
    `exports.handle = async () => 1;`,
    'Runtime.HandlerNotFound',
    /^unnamed-node\.js\.handler is undefined or not exported/,
  ],
  [
    'unnamed-python.py',
    `def handle(event, context):\n    pass\n`,
    'Runtime.HandlerNotFound',
    /^Handler 'lambda_handler' missing on module 'unnamed-python'$/,
  ],
  ['text.js', `exports.handler = 'text';`, 'Runtime.HandlerNotFound', /is not a function$/],
  [
    'lost-cjs.js',
    `require('./no-file');`,
    'Runtime.ImportModuleError',
    /^Error: Cannot find module '\.\/no-file'$/,
  ],
  ['lost-esm.mjs', `import './no-file.mjs';`, 'Runtime.ImportModuleError', /^Error: Cannot find module/],
  [
    'lost-python.py',
    `import no_file\n`,
    'Runtime.ImportModuleError',
    /^Unable to import module 'lost-python': No module named 'no_file'$/,
  ],
  ['throws-node.js', `throw new RangeError('while loading');`, 'RangeError', /^while loading$/],
  ['throws-python.py', `raise KeyError('while loading')\n`, 'KeyError', /^'while loading'$/],
];
for (const [file, text, type, message] of BROKEN) {
  test(`${file}, which can't be loaded, gives ${type}`, async () => {
    writeFiles(sandbox.functionsDir, { [file]: text });
    const { errorType, errorMessage } = await errorOf(file.replace(/\..*/, ''));
    assert.equal(errorType, type);
    assert.match(String(errorMessage), message);
  });
}

test('a syntax error of an imported module names that module', async () => {
  writeFiles(sandbox.functionsDir, {
    'imports-bad.mjs': `import { x } from './bad-part.mjs';\nexport const handler = async () => x;`,
    'bad-part.mjs': `export const y = 1;\n\nexport const x = ;`,
  });
  const { errorType, errorMessage } = await errorOf('imports-bad');
  assert.equal(errorType, 'Runtime.UserCodeSyntaxError');
  assert.match(String(errorMessage), /bad-part\.mjs:3\)$/);
});

test('a handler that was broken works once it is mended', async () => {
  writeFiles(sandbox.functionsDir, { 'mended.js': `exports.handler = async () => {` });
  assert.equal((await errorOf('mended'))['errorType'], 'Runtime.UserCodeSyntaxError');
  writeFiles(sandbox.functionsDir, { 'mended.js': `exports.handler = async () => 'well';` });
  assert.equal(await payloadOf('mended'), 'well');
});

test("errors of Python have Lambda's words and the trace of the user's own lines", async () => {
  writeFiles(sandbox.functionsDir, {
    'raises.py': `def lambda_handler(event, context):\n    return deep()\n\ndef deep():\n    raise ValueError("bad value")\n`,
  });
  const { requestId, stackTrace, ...error } = await errorOf('raises');
  assert.match(String(requestId), /^\S{36}$/);
  assert.deepEqual(error, { errorMessage: 'bad value', errorType: 'ValueError' });
  const file = join(sandbox.functionsDir, 'raises.py');
  // Newer Pythons underline what failed.
  const trace = (stackTrace as string[]).map((entry) => entry.replace(/ +\^+\n/, ''));
  assert.deepEqual(trace, [
    `  File "${file}", line 2, in lambda_handler\n    return deep()\n`,
    `  File "${file}", line 5, in deep\n    raise ValueError("bad value")\n`,
  ]);
});
