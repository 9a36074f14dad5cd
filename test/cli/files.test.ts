import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runCli } from '../support/cli';
import { git } from '../support/git';
import { createRandom, type Random } from '../support/random';
import { makeFolder, writeFiles } from '../support/sandbox';

/** The files that are checked, in their order. */
async function filesOf(cwd: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr } = await runCli(['check', '--format', 'json', ...args], { cwd });
  assert.equal(stderr, '');
  const { files } = JSON.parse(stdout) as { files: { path: string }[] };
  return files.map(({ path }) => path);
}

const SQL = 'SELECT 1;\n';

describe('a folder stands for what is in it', () => {
  test('SQL files and sources of every host language, but nothing hidden and no packages', async () => {
    const folder = makeFolder();
    const taken = ['a.sql', 'b.PSQL', 'c.py', 'd.md', 'deep/e.ts', 'deep/er/f.yaml', 'g.tf', 'h.rb'];
    const left = [
      'a.txt',
      'b.png',
      '.hidden/c.sql',
      '.d.sql',
      'node_modules/e.sql',
      'deep/node_modules/f.sql',
    ];
    writeFiles(folder, Object.fromEntries([...taken, ...left].map((path) => [path, SQL])));
    assert.deepEqual(await filesOf(folder, '.'), taken);
    assert.deepEqual(await filesOf(folder, 'deep'), ['deep/e.ts', 'deep/er/f.yaml']);
    assert.deepEqual(
      await filesOf(folder, 'deep/..'),
      taken.map((path) => path),
    );
  });

  test('links to files are followed, links to folders and into nothing are not', async () => {
    const folder = makeFolder();
    writeFiles(folder, { 'real/a.sql': SQL });
    symlinkSync('a.sql', join(folder, 'real', 'b.sql'));
    symlinkSync('..', join(folder, 'real', 'circle'));
    symlinkSync('nowhere', join(folder, 'real', 'c.sql'));
    assert.deepEqual(await filesOf(folder, '.'), ['real/a.sql', 'real/b.sql']);
  });

  test('what is named is checked, whatever it is called and whoever ignores it', async () => {
    const folder = makeFolder();
    git(folder, 'init', '--quiet');
    writeFiles(folder, {
      '.gitignore': '*',
      'a.txt': SQL,
      '.b': SQL,
      'node_modules/c.sql': SQL,
      'd/e.sql': SQL,
    });
    const named = ['a.txt', '.b', 'node_modules/c.sql'];
    assert.deepEqual(await filesOf(folder, ...named), named);
    assert.deepEqual(await filesOf(folder, 'd'), ['d/e.sql'], 'a folder too');
  });

  test('a file that is named in several ways is checked once', async () => {
    const folder = makeFolder();
    writeFiles(folder, { 'a.sql': SQL, 'd/e.sql': SQL });
    const named = ['a.sql', './a.sql', join(folder, 'a.sql'), 'd//e.sql', 'd', 'd/*.sql', '-', '-'];
    assert.deepEqual(await filesOf(folder, ...named), ['a.sql', 'd//e.sql', '-']);
  });

  test('it is an error if there is nothing', async () => {
    const folder = makeFolder();
    writeFiles(folder, { '.gitignore': '*.sql', 'a.sql': SQL });
    const { code, stdout, stderr } = await runCli(['check', '.'], { cwd: folder });
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^aurora-lambda-sql: There is no SQL file and no source to check in \.\. What git/);
  });
});

describe('globs', () => {
  const folder = makeFolder();
  const paths = ['a.sql', 'b.txt', 'c/d.sql', 'c/e.py', 'c/f.txt', 'node_modules/g.sql', 'ignored/h.sql'];
  writeFiles(folder, { ...Object.fromEntries(paths.map((path) => [path, SQL])), '.gitignore': 'ignored' });

  const GLOBS: Readonly<Record<string, readonly string[]>> = {
    '*.sql': ['a.sql'],
    '**/*.sql': ['a.sql', 'c/d.sql'],
    'c//*.sql': ['c/d.sql'],
    './/c/*.sql': ['c/d.sql'],
    './c/*': ['c/d.sql', 'c/e.py'],
    'c/**/*.{py,txt}': ['c/e.py', 'c/f.txt'],
    '{a,c/d}.sql': ['a.sql', 'c/d.sql'],
    '**': ['a.sql', 'c/d.sql', 'c/e.py'],
    '[ab].*': ['a.sql', 'b.txt'],
  };
  for (const [glob, expected] of Object.entries(GLOBS))
    test(glob, async () => assert.deepEqual(await filesOf(folder, glob), expected));
});

const PATTERNS = [
  '*.sql',
  '!a.sql',
  'a*',
  '/b',
  'b/',
  'c/**',
  '**/a.sql',
  '!c/a.sql',
  '# comment',
  'd/*.sql',
  '\\!x.sql',
  'c/b',
  '*.py ',
];

function writeTree(folder: string, random: Random): void {
  const names = ['a.sql', 'b.sql', 'c.py', '!x.sql', 'A.SQL'];
  const folders = ['', 'b/', 'c/', 'c/b/', 'd/', 'd/b/c/'];
  const files = folders.flatMap((at) => names.map((name) => at + name));
  const rules = [
    ...folders.filter(() => random.integer(2) === 0).map((at) => `${at}.gitignore`),
    '.git/info/exclude',
  ];
  const lines = () => Array.from({ length: random.integer(4) }, () => random.pick(PATTERNS)).join('\n');
  writeFiles(folder, {
    ...Object.fromEntries(files.map((file) => [file, SQL])),
    ...Object.fromEntries(rules.map((file) => [file, `${lines()}\n`])),
  });
}

test('what git ignores is left out: an inner file overrules an outer one, as in git', async () => {
  const folder = makeFolder();
  git(folder, 'init', '--quiet');
  writeFiles(folder, {
    '.git/info/exclude': 'c/b\n',
    '.gitignore': 'd/\n!/e/d/\n*.rb\n',
    'e/.gitignore/README': 'a folder of this name ignores nothing',
    'c/.gitignore': '!b/\n!keep.rb\n',
    'c/b/a.sql': SQL,
    'c/b/keep.rb': SQL,
    'c/b/x/keep.rb': SQL,
    'c/b/x/drop.rb': SQL,
    'd/a.sql': SQL,
    'e/d/a.sql': SQL,
    'e/f/d/a.sql': SQL,
  });
  const listed = git(folder, 'ls-files', '--others', '--exclude-standard', '-z').split('\0');
  const expected = ['c/b/a.sql', 'c/b/keep.rb', 'c/b/x/keep.rb', 'e/d/a.sql'];
  assert.deepEqual(listed.filter((path) => /\.(sql|rb)$/.test(path)).sort(), expected);
  assert.deepEqual(await filesOf(folder, '.'), expected);
});

test('what git ignores is left out: random ignore files, compared with git itself', async () => {
  const random = createRandom(11);
  for (let round = 0; round < 12; round++) {
    const folder = makeFolder();
    git(folder, 'init', '--quiet');
    writeTree(folder, random);
    writeFiles(folder, { 'z.rb': SQL, 'd/z.rb': SQL });
    const listed = git(folder, 'ls-files', '--others', '--exclude-standard', '-z').split('\0');
    const expected = listed.filter((path) => /\.(sql|py|rb)$/i.test(path)).sort();
    assert.deepEqual(await filesOf(folder, '.'), expected, `round ${round}`);
    const inD = expected.filter((path) => path.startsWith('d/'));
    assert.deepEqual(
      await filesOf(join(folder, 'd'), '.'),
      inD.map((path) => path.slice(2)),
      `round ${round}, in d`,
    );
  }
});

test('the exclusions of a worktree are those of its repository', async () => {
  const folder = makeFolder();
  writeFiles(folder, { 'main/a.sql': SQL, 'main/b.sql': SQL });
  const main = join(folder, 'main');
  git(main, 'init', '--quiet');
  git(main, 'add', '--all');
  git(main, 'commit', '--quiet', '--message', 'x');
  git(main, 'worktree', 'add', '--quiet', '../tree');
  mkdirSync(join(main, '.git', 'info'), { recursive: true });
  writeFiles(main, { '.git/info/exclude': 'b.sql\n' });
  assert.deepEqual(await filesOf(join(folder, 'tree'), '.'), ['a.sql']);
});

describe('encodings', () => {
  const text = "-- ä\nSELECT aws_lambda.invoke('f', '{}');\n";
  const FILES: Readonly<Record<string, Buffer>> = {
    'utf8.sql': Buffer.from(text),
    'mark.sql': Buffer.from(`\ufeff${text}`),
    'wide.sql': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'wideBig.sql': Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    'old.sql': Buffer.from(text, 'latin1'),
    'long.sql': Buffer.from(`${'-- ä\n'.repeat(100_000)}SELECT aws_lambda.invoke('f', '{}');\n`),
  };
  const folder = makeFolder();
  writeFiles(folder, FILES);
  for (const name of Object.keys(FILES)) {
    test(name, async () => {
      const { stdout } = await runCli(['check', name], { cwd: folder });
      const line = name === 'long.sql' ? 100_001 : 2;
      assert.ok(stdout.startsWith(`${name}:${line}:8: error call-ambiguous: `), stdout);
    });
  }
});
