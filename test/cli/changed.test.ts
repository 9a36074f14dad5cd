import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runCli } from '../support/cli';
import { commitAll, git } from '../support/git';
import { makeFolder, writeFiles } from '../support/sandbox';

async function filesOf(cwd: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr } = await runCli(['check', '--format', 'json', ...args], { cwd });
  assert.equal(stderr, '');
  const { files } = JSON.parse(stdout) as { files: { path: string }[] };
  return files.map(({ path }) => path);
}

/** A repository with a commit of three files on `main`, and a branch `work` that is checked out. */
function makeRepository(): string {
  const folder = makeFolder();
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
  writeFiles(folder, { 'a.sql': '1', 'b.sql': '1', 'deep/c.sql': '1', '.gitignore': 'ignored.sql' });
  commitAll(folder);
  git(folder, 'switch', '--quiet', '--create', 'work');
  return folder;
}

describe('check --changed', () => {
  test('what is committed on the branch, staged, changed and new; nothing deleted, nothing ignored', async () => {
    const folder = makeRepository();
    assert.deepEqual(await filesOf(folder, '--changed'), []);
    writeFiles(folder, { 'committed ä.sql': '2' });
    commitAll(folder);
    writeFiles(folder, { 'staged.sql': '2' });
    git(folder, 'add', 'staged.sql');
    writeFiles(folder, { 'a.sql': '2', 'deep/new.py': '2', 'ignored.sql': '2', 'other.txt': '2' });
    rmSync(join(folder, 'b.sql'));
    const changed = ['a.sql', 'committed ä.sql', 'deep/new.py', 'staged.sql'];
    assert.deepEqual(await filesOf(folder, '--changed'), changed);
    assert.deepEqual(await filesOf(folder, '--changed', 'main'), changed);
    assert.deepEqual(await filesOf(folder, '--changed=HEAD'), ['a.sql', 'deep/new.py', 'staged.sql']);
    assert.deepEqual(await filesOf(folder, '--changed=main', 'deep', 'a.sql', 'deep/c.sql'), [
      'deep/new.py',
      'a.sql',
    ]);
    assert.deepEqual(await filesOf(folder, '--changed', 'deep'), ['deep/new.py'], 'no commit is called so');
    assert.deepEqual(await filesOf(join(folder, 'deep'), '--changed'), ['new.py']);
  });

  test('what happened on the other branch meanwhile does not count', async () => {
    const folder = makeRepository();
    writeFiles(folder, { 'a.sql': '2' });
    commitAll(folder);
    git(folder, 'switch', '--quiet', 'main');
    writeFiles(folder, { 'b.sql': '2' });
    commitAll(folder);
    git(folder, 'switch', '--quiet', 'work');
    assert.deepEqual(await filesOf(folder, '--changed', 'main'), ['a.sql']);
  });

  test('the default branch is the one of the origin', async () => {
    const origin = makeRepository();
    git(origin, 'switch', '--quiet', 'main');
    const clone = join(makeFolder(), 'clone');
    git(origin, 'clone', '--quiet', origin, clone);
    writeFiles(clone, { 'a.sql': '2' });
    commitAll(clone);
    assert.deepEqual(await filesOf(clone, '--changed'), ['a.sql']);
  });

  test('in a repository without a commit all is new', async () => {
    const folder = makeFolder();
    git(folder, 'init', '--quiet');
    writeFiles(folder, { 'a.sql': '1', 'b.sql': '1' });
    git(folder, 'add', 'a.sql');
    assert.deepEqual(await filesOf(folder, '--changed'), ['a.sql', 'b.sql']);
  });

  test('nothing to check is no failure', async () => {
    const { code, stdout } = await runCli(['check', '--changed'], { cwd: makeRepository() });
    assert.deepEqual([code, stdout], [0, 'No files to check.\n']);
  });

  test('a commit that git does not know, and a machine without git: 2, with a reason', async () => {
    const folder = makeRepository();
    const unknown = await runCli(['check', '--changed', 'origin/main'], { cwd: folder });
    assert.deepEqual([unknown.code, unknown.stdout], [2, '']);
    assert.match(unknown.stderr, /^aurora-lambda-sql: git knows no commit "origin\/main" here\. .*fetch it/);
    const option = await runCli(['check', '--changed=--output=x'], { cwd: folder });
    assert.deepEqual([option.code, option.stdout], [2, '']);
    const without = await runCli(['check', '--changed'], { cwd: folder, env: { PATH: folder } });
    assert.deepEqual([without.code, without.stdout], [2, '']);
    assert.match(without.stderr, /^aurora-lambda-sql: --changed asks git, which can't be run: .*\n$/);
  });
});
