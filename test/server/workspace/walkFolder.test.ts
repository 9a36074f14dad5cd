import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { relative } from 'node:path';
import { test, type TestContext } from 'node:test';
import { isWalked, walkFolder } from '../../../server/workspace/walkFolder';
import { WorkspaceFiles } from '../../support/workspaceFiles';

function create(t: TestContext, paths: readonly string[], rules: Readonly<Record<string, string>> = {}) {
  const files = new WorkspaceFiles({ ...Object.fromEntries(paths.map((path) => [path, ''])), ...rules });
  t.after(() => files.remove());
  return files;
}

/** Paths below the folder, sorted. */
async function walk(files: WorkspaceFiles, folder: string): Promise<string[]> {
  const root = files.path(folder);
  const found: string[] = [];
  for await (const path of walkFolder(root, () => false)) {
    found.push(relative(root, path));
    assert.equal(isWalked(root, path) || path.includes('link'), true, path);
  }
  return found.sort();
}

test('files that may hold SQL, and what git ignores left out', async (t) => {
  const files = create(
    t,
    ['a.sql', 'b/c.ts', 'b/d.py', 'b/e.png', 'node_modules/x/f.js', 'out/g.ts', 'b/keep.md', 'b/h.md'],
    { '.gitignore': 'out\n*.md\n', 'b/.gitignore': '!keep.md\n' },
  );
  mkdirSync(files.path('.git'));
  assert.deepEqual(await walk(files, ''), ['a.sql', 'b/c.ts', 'b/d.py', 'b/keep.md']);
  assert.deepEqual(await walk(files, 'b'), ['c.ts', 'd.py', 'keep.md']);
  for (const path of ['out/g.ts', 'b/h.md', 'node_modules/x/f.js', 'b/e.png'])
    assert.equal(isWalked(files.path(''), files.path(path)), false, path);
  assert.equal(isWalked(files.path('b'), files.path('a.sql')), false);
});

test('links are followed out of the folder, once, and in no circle', async (t) => {
  const files = create(t, ['in/a.sql', 'in/sub/b.sql', 'far/c.sql']);
  symlinkSync(files.path('in'), files.path('in/sub/link-up'));
  symlinkSync(files.path('in/sub'), files.path('in/link-beside'));
  symlinkSync(files.path('far'), files.path('in/link-far'));
  symlinkSync(files.path('far'), files.path('in/link-far-again'));
  symlinkSync(files.path('far'), files.path('far/link-circle'));
  symlinkSync(files.path('nowhere'), files.path('in/link-broken.sql'));
  const found = await walk(files, 'in');
  assert.deepEqual(
    found.map((path) => path.replace(/^link-far(-again)?\//, 'far/')),
    ['a.sql', 'far/c.sql', 'sub/b.sql'],
  );
});

test('a folder that is not there holds nothing', async (t) => {
  assert.deepEqual(await walk(create(t, []), 'nowhere'), []);
});
