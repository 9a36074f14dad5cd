import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../support/cli';
import { makeFolder, writeFiles } from '../support/sandbox';

const SQL = "SELECT aws_lambda.invoke('f', '{}');";

test('a project file above the working folder grades the rules', async () => {
  const folder = makeFolder();
  writeFiles(folder, {
    'aurora-lambda-sql.json': '{"rules": {"call-ambiguous": "warning"}}',
    'sql/a.sql': SQL,
    'off/aurora-lambda-sql.json': '{"rules": {"call-ambiguous": "off"}}',
    'off/a.sql': SQL,
  });
  const warned = await runCli(['check', 'a.sql'], { cwd: join(folder, 'sql') });
  assert.equal(warned.code, 0);
  assert.match(warned.stdout, /warning call-ambiguous/);
  const off = await runCli(['check', 'a.sql'], { cwd: join(folder, 'off') });
  assert.equal(off.code, 0);
  assert.doesNotMatch(off.stdout, /call-ambiguous/);
});

test('a project file that cannot be used is an error of usage, in one line', async () => {
  const folder = makeFolder();
  writeFiles(folder, { 'aurora-lambda-sql.json': '{"rules": {"call-ambigous": "off"}}', 'a.sql': SQL });
  const { code, stdout, stderr } = await runCli(['check', 'a.sql'], { cwd: folder });
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(
    stderr,
    /aurora-lambda-sql\.json: There is no rule "call-ambigous"\. Did you mean "call-ambiguous"\?\n$/,
  );
});
