import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runPasswordCommand } from '../../../cluster/credentials/passwordCommand';

const node = JSON.stringify(process.execPath);
const script = (code: string): string => `${node} -e ${JSON.stringify(code)}`;

test('the first line of what the command prints is the password', async () => {
  assert.deepEqual(await runPasswordCommand(script("console.log(' a b '); console.log('second')")), {
    kind: 'password',
    password: ' a b ',
  });
});

describe('a command that gives none', () => {
  const messageOf = async (command: string, signal?: AbortSignal): Promise<string> => {
    const answer = await runPasswordCommand(command, signal);
    assert.ok(answer.kind === 'failed');
    return answer.message;
  };

  test('says how it ended and what it complained of, never what it printed', async () => {
    const message = await messageOf(
      script("console.log('secret'); console.error('vault is sealed'); process.exit(3)"),
    );
    assert.match(message, /ended with 3: vault is sealed\. Run it in a terminal/);
    assert.ok(!message.includes('secret'));
  });

  test('prints nothing', async () => assert.match(await messageOf(script('')), /printed nothing/));

  test('does not exist', async () => assert.match(await messageOf('no-such-program-here'), /ended with 127/));

  test('waits for no standard input', async () => {
    assert.match(await messageOf(script("process.stdin.on('data', console.log)")), /printed nothing/);
  });

  test('is stopped when the connecting is', async () => {
    const controller = new AbortController();
    const stopped = messageOf(script('setInterval(() => {}, 1000)'), controller.signal);
    controller.abort();
    assert.match(await stopped, /was stopped/);
  });
});
