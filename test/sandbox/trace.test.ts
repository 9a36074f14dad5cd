import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSandbox } from '../support/sandbox';

test("the trace of a Node handler is the user's own, without what called it", async () => {
  const sandbox = await openSandbox({
    'fails.js':
      'function inner() { throw new Error("no customer"); }\nexports.handler = async () => inner();\n',
  });
  const { detail } = await sandbox.failure("SELECT aws_lambda.invoke('fails', '{}'::json)");
  await sandbox.stop();
  assert.match(
    detail ?? '',
    /"trace":\["Error: no customer","[^"]*inner[^"]*fails\.js:1:\d+\)","[^"]*fails\.js:2:\d+\)"\]/,
  );
  assert.doesNotMatch(detail ?? '', /nodeRuntime/);
});
