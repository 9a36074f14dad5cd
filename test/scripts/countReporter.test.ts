import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

/** Runs a test file's text as npm test does; what the reporter wrote. */
function count(source: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'alv-count-'));
  try {
    const file = join(folder, 'a.test.cjs');
    const counts = join(folder, 'counts.json');
    writeFileSync(file, `const { test, describe } = require('node:test');\n${source}`);
    const env = { ...process.env };
    delete env.NODE_TEST_CONTEXT; // it would make the inner run a part of this one
    const reporter = ['--test-reporter=./scripts/countReporter.mjs', '--test-reporter-destination=stdout'];
    spawnSync(process.execPath, ['--test', ...reporter, file], { env: { ...env, TEST_COUNTS: counts } });
    return JSON.parse(readFileSync(counts, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('passed and failed tests are counted, also inside a suite', () => {
  const source = `describe('s', () => { test('a', () => {}); test('b', () => { throw new Error('no'); }); }); test('c', () => {});`;
  assert.deepEqual(count(source), { passed: 2, failed: 1 });
});

test('a skipped test counts as failed', () => {
  assert.deepEqual(count(`test('a', () => {}); test.skip('b', () => {});`), { passed: 1, failed: 1 });
});

test('a test that is still to be written counts as failed', () => {
  assert.deepEqual(count(`test.todo('a');`), { passed: 0, failed: 1 });
});

test('a file that dies while it loads counts as failed', () => {
  assert.deepEqual(count(`process.exit(3);`), { passed: 0, failed: 1 });
});
