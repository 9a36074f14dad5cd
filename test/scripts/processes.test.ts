import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { isRunning, waitUntilGone } from '../support/sandboxProcesses';

const PROCESSES = pathToFileURL('scripts/processes.mjs').href;
/** Prints its process id and, started by it, another's; both would run for ever. */
const FAMILY = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  console.log(process.pid + ' ' + child.pid);
  setInterval(() => {}, 1000);`;

/** Starts a script that imports processes.mjs, with FAMILY in a variable of that name. */
function startScript(body: string) {
  const source = `import * as processes from ${JSON.stringify(PROCESSES)}; const FAMILY = ${JSON.stringify(FAMILY)}; ${body}`;
  return spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

test('what a script has started ends with it, to the last grandchild', { timeout: 20_000 }, async () => {
  const script = startScript(`processes.start(process.execPath, ['-e', FAMILY]);`);
  const [line] = (await once(createInterface(script.stdout), 'line')) as [string];
  const pids = line.split(' ').map(Number);
  assert.deepEqual(pids.map(isRunning), [true, true]);
  script.kill('SIGTERM');
  const [code] = (await once(script, 'exit')) as [number];
  assert.equal(code, 143);
  await Promise.all(pids.map(waitUntilGone));
});

test(
  'a program over its time is stopped with all it has started, and says so',
  { timeout: 20_000 },
  async () => {
    const script = startScript(`
    const { code, output } = await processes.run(process.execPath, ['-e', FAMILY], { quiet: true, timeoutMs: 1500 });
    console.log(JSON.stringify({ code, output }));`);
    const [line] = (await once(createInterface(script.stdout), 'line')) as [string];
    const { code, output } = JSON.parse(line) as { code: number; output: string };
    assert.equal(code, 124);
    assert.match(output, /was stopped: not done after 1\.5 s/);
    const pids = (output.split('\n')[0] ?? '').split(' ').map(Number);
    await Promise.all(pids.map(waitUntilGone));
  },
);

test('a program that is not there is one sentence, not an exception', { timeout: 20_000 }, async () => {
  const script = startScript(
    `console.log(JSON.stringify(await processes.run('no-such-program', [], { quiet: true })));`,
  );
  const [line] = (await once(createInterface(script.stdout), 'line')) as [string];
  const { code, output } = JSON.parse(line) as { code: number; output: string };
  assert.equal(code, 127);
  assert.match(output, /^no-such-program: /);
});
