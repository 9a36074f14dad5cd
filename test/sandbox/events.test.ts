import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSandbox } from '../support/sandbox';

const WRITES_LATE = `
import { writeFileSync } from 'node:fs';
export const handler = (event) => new Promise((resolve) => setTimeout(() => {
  writeFileSync(event.file, 'done');
  resolve();
}, 700));
`;

test('the handler of an Event that was queued last comes to its end before the cluster does', async () => {
  const sandbox = await openSandbox({ 'late.mjs': WRITES_LATE });
  const file = join(sandbox.functionsDir, 'written-late');
  await sandbox.rows(
    "SELECT aws_lambda.invoke('late', json_build_object('file', $1::text), invocation_type => 'Event')",
    [file],
  );
  assert.equal(existsSync(file), false);
  await sandbox.stop();
  assert.equal(readFileSync(file, 'utf8'), 'done');
});

test('a handler that never ends keeps no closing cluster alive', async () => {
  const sandbox = await openSandbox({ 'endless.mjs': 'export const handler = () => { for (;;); };' });
  await sandbox.rows("SELECT aws_lambda.invoke('endless', '{}'::json, invocation_type => 'Event')");
  await sandbox.stop();
  await sandbox.handle.ended;
});
