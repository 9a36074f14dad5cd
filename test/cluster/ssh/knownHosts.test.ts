import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fingerprint, judgeHostKey, rememberHostKey } from '../../../cluster/ssh/knownHosts';
import { makeFolder } from '../../support/sandbox';
import { makeKey } from '../../support/sshServer';

const folder = makeFolder();
const pair = makeKey(folder, 'key');
const [type = '', base64 = ''] = pair.publicKey.split(' ');
const key = Buffer.from(base64, 'base64');

/** What ssh-keygen finds under a name. */
function keygenFinds(file: string, name: string): boolean {
  return spawnSync('ssh-keygen', ['-F', name, '-f', file]).status === 0;
}

describe('known_hosts', () => {
  const file = join(folder, 'known_hosts');
  rememberHostKey(file, 'first.example.com', key, false);
  rememberHostKey(file, '[hashed.example.com]:2222', key, true);
  const more = [
    `*.internal,!bad.internal ${type} ${base64}`,
    `10.0.0.? ${type} ${base64}`,
    `alias,192.168.1.1 ${type} ${base64} a comment`,
    `@cert-authority *.signed ${type} ${base64}`,
    '',
    'not a line',
    `# comment.example.com ${type} ${base64}`,
  ];
  writeFileSync(file, `${readFileSync(file, 'utf8')}${more.join('\n')}`);

  const names = [
    'first.example.com',
    'FIRST.example.com',
    'first.example.com.evil',
    '[first.example.com]:22',
    '[hashed.example.com]:2222',
    'hashed.example.com',
    'good.internal',
    'bad.internal',
    'internal',
    '10.0.0.7',
    '10.0.0.77',
    '10x0.0.7',
    'alias',
    '192.168.1.1',
    'comment.example.com',
    '#',
  ];
  for (const name of names)
    test(`${name} is known exactly where ssh-keygen finds it`, () => {
      const verdict = judgeHostKey([file], name, key);
      assert.equal(verdict.kind, keygenFinds(file, name) ? 'known' : 'unknown');
    });

  test('what is added begins a line of its own', () => {
    rememberHostKey(file, 'last.example.com', key, false);
    assert.ok(keygenFinds(file, 'last.example.com'));
    assert.equal(judgeHostKey([file], 'last.example.com', key).kind, 'known');
  });

  test('a fingerprint is the one that ssh-keygen prints', () => {
    const { stdout } = spawnSync('ssh-keygen', ['-l', '-f', `${pair.file}.pub`], { encoding: 'utf8' });
    assert.equal(stdout.split(' ')[1], fingerprint(key));
  });
});
