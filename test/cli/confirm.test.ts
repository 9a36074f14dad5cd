import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runCli } from '../support/cli';
import { createStubSql } from '../support/lambdaStub';
import { startPostgres, type Postgres } from '../support/postgres';
import { makeFolder } from '../support/sandbox';

const INVOKES = "SELECT status_code FROM aws_lambda.invoke('f', '{}'::json)";

const folder = makeFolder();
let server: Postgres;
before(async () => {
  server = await startPostgres({ version: 15 });
  const { host, port } = server;
  const connections = [
    { name: 'prod', host, port, production: true },
    { name: 'careless', host, port, production: true, confirm: false },
    { name: 'reader', host, port, readOnly: true },
  ];
  mkdirSync(join(folder, '.vscode'));
  const settings = { 'auroraLambda.connections': connections };
  writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  const { code, stderr } = await runOn('careless', createStubSql());
  assert.equal(code, 0, stderr);
});
after(() => server.stop());

const runOn = (connection: string, sql: string, ...args: readonly string[]) =>
  runCli(['run', '--connection', connection, ...args, '-c', sql], { cwd: folder });

describe('run on a production connection, with nobody to ask', () => {
  test('does not invoke, and says how to', async () => {
    const { code, stderr } = await runOn('prod', INVOKES);
    assert.equal(code, 1);
    assert.match(stderr, /Not run: this statement invokes Lambda on "prod"/);
    assert.match(stderr, /--yes/);
  });

  test('runs what does not invoke', async () => {
    assert.equal((await runOn('prod', 'SELECT 1')).code, 0);
  });

  test('invokes with --yes', async () => {
    assert.equal((await runOn('prod', INVOKES, '--yes')).code, 0);
  });

  test('invokes where the connection says not to ask', async () => {
    assert.equal((await runOn('careless', INVOKES)).code, 0);
  });
});

test('a read-only connection refuses whatever is said on the command line', async () => {
  const { code, stderr } = await runOn('reader', INVOKES, '--yes');
  assert.equal(code, 1);
  assert.match(stderr, /the connection is read-only/);
});
