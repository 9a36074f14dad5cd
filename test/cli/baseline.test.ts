import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runCli } from '../support/cli';
import { makeFolder, writeFiles } from '../support/sandbox';

const AMBIGUOUS = "SELECT aws_lambda.invoke('f', '{}');\n";
const OTHER = "SELECT aws_lambda.invoke('g', '{}');\n";

function makeProject(): { readonly folder: string; check: (...args: string[]) => ReturnType<typeof runCli> } {
  const folder = makeFolder();
  writeFiles(folder, { 'sql/a.sql': AMBIGUOUS + AMBIGUOUS, 'b.sql': OTHER, 'c.sql': 'SELECT 1;' });
  const check = (...args: string[]) =>
    runCli(['check', '--baseline', 'ci/known.json', ...args], { cwd: folder });
  writeFiles(folder, { 'ci/readme.txt': '' });
  return { folder, check };
}

describe('a baseline', () => {
  test('is written on demand, keeps what it knows from being reported, and reads well in a review', async () => {
    const { folder, check } = makeProject();
    const made = await check('--write-baseline', '.');
    assert.deepEqual(made, {
      code: 0,
      stdout:
        'No problems in 3 files.\nci/known.json holds the problems of these files now.\n3 known problems of ci/known.json not shown.\n',
      stderr: '',
    });
    const text = readFileSync(join(folder, 'ci/known.json'), 'utf8');
    assert.equal(
      text.replace(/[0-9a-f]{32}/g, '…'),
      `{
  "version": 1,
  "files": {
    "../b.sql": {
      "…": "call-ambiguous"
    },
    "../sql/a.sql": {
      "…": "call-ambiguous",
      "…": "call-ambiguous"
    }
  }
}
`,
    );
    const checked = await check('.');
    assert.equal(checked.code, 0);
    assert.equal(checked.stdout, 'No problems in 3 files.\n3 known problems of ci/known.json not shown.\n');
    const elsewhere = await runCli(['check', '--baseline', '../ci/known.json', 'a.sql'], {
      cwd: join(folder, 'sql'),
    });
    assert.equal(elsewhere.code, 0, 'from another folder');
  });

  test('knows a statement that moved or was indented, and no other', async () => {
    const { folder, check } = makeProject();
    await check('--write-baseline', '.');
    writeFiles(folder, { 'b.sql': `SELECT 1;\n\n  ${OTHER.replace(', ', ',\n    ')}` });
    assert.equal((await check('.')).code, 0);
    writeFiles(folder, { 'b.sql': OTHER.replace('g', 'h') });
    const { code, stdout } = await check('.');
    assert.equal(code, 1);
    assert.match(stdout, /^b\.sql:1:8: error call-ambiguous/);
    assert.match(stdout, /\n1 entry of ci\/known\.json no longer occurs: --write-baseline takes it out\.\n$/);
  });

  test('counts: one more of the same in a file is new', async () => {
    const { folder, check } = makeProject();
    await check('--write-baseline', '.');
    writeFiles(folder, { 'sql/a.sql': AMBIGUOUS.repeat(3) });
    const { code, stdout } = await check('.');
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^sql\/a\.sql:3:8: error call-ambiguous[^]*\n1 problem in 3 files: 1 error\.\n3 known/,
    );
  });

  test('says what no longer occurs, also in files that are gone, and drops it when it is written again', async () => {
    const { folder, check } = makeProject();
    await check('--write-baseline', '.');
    rmSync(join(folder, 'b.sql'));
    writeFiles(folder, { 'sql/a.sql': AMBIGUOUS });
    assert.match(
      (await check('.')).stdout,
      /\n2 entries of ci\/known\.json no longer occur: .* takes them out\.\n$/,
    );
    assert.doesNotMatch((await check('--write-baseline', '.')).stdout, /no longer/);
    const { files } = JSON.parse(readFileSync(join(folder, 'ci/known.json'), 'utf8')) as {
      files: Record<string, object>;
    };
    assert.deepEqual(
      Object.entries(files).map(([path, entries]) => [path, Object.keys(entries).length]),
      [['../sql/a.sql', 1]],
    );
  });

  test('of some files leaves what it knows of the others', async () => {
    const { folder, check } = makeProject();
    await check('--write-baseline', '.');
    writeFiles(folder, { 'b.sql': 'SELECT 2;' });
    await check('--write-baseline', 'b.sql');
    assert.equal(
      (await check('sql')).stdout,
      'No problems in 1 file.\n2 known problems of ci/known.json not shown.\n',
    );
  });

  test('holds in every format; what there is to say goes to standard error then', async () => {
    const { folder, check } = makeProject();
    await check('--write-baseline', 'sql');
    for (const format of ['json', 'sarif', 'github', 'gitlab', 'junit']) {
      const { code, stdout, stderr } = await check('--format', format, '.');
      assert.equal(code, 1, format);
      assert.ok(!stdout.includes('sql/a.sql:'), format);
      assert.equal(stdout.split('call-ambiguous').length > 1, true, format);
      assert.equal(stderr, '2 known problems of ci/known.json not shown.\n', format);
    }
    writeFileSync(join(folder, 'ci/known.json'), '{"version": 2, "files": {}}');
    assert.equal((await check('.')).code, 2);
  });
});
