import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { FileIndex } from '../../../server/workspace/fileIndex';
import { WorkspaceFolders } from '../../../server/workspace/folders';
import { WorkspaceReading } from '../../../server/workspace/workspaceReading';
import { WorkspaceFiles } from '../../support/workspaceFiles';

const CALL = "SELECT aws_lambda.invoke('ship', '{}'::json);";

const SILENT = { error: (message: string) => assert.fail(message) };

function create(t: TestContext, texts: Readonly<Record<string, string>>) {
  const files = new WorkspaceFiles(texts);
  t.after(() => files.remove());
  const index = new FileIndex(SILENT);
  return { files, index };
}

/** `path: names`, sorted. */
function namesIn(index: FileIndex, files: WorkspaceFiles): string[] {
  return [...index.summaries]
    .map(
      ([path, { names }]) => `${path.slice(files.root.length + 1)}: ${names.map(({ name }) => name).join()}`,
    )
    .sort();
}

test('files in several encodings, and what holds nothing is not kept', async (t) => {
  const { files, index } = create(t, { 'utf8.sql': `\ufeff-- ä\n${CALL}`, 'nothing.sql': 'SELECT 1;' });
  files.write('utf16.sql', Buffer.from(`\ufeff${CALL}`, 'utf16le'));
  files.write('latin1.sql', Buffer.from(`-- ä\n${CALL}`, 'latin1'));
  files.write('binary.sql', Buffer.from(`\0\0${CALL}`));
  files.write('long.sql', CALL.repeat(100_000));
  await index.readFolders([files.root], () => false);
  assert.deepEqual(namesIn(index, files), ['latin1.sql: ship', 'utf16.sql: ship', 'utf8.sql: ship']);
  const summary = index.summaries.get(files.path('utf8.sql'));
  assert.deepEqual(summary?.names[0]?.range.start, { line: 1, character: 26 });
});

test('the schema and the routines of a script are kept too', async (t) => {
  const { files, index } = create(t, {
    'a.sql': `CREATE TABLE t (a int);\nCREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ ${CALL} $$;`,
  });
  await index.readFolders([files.root], () => false);
  const summary = index.summaries.get(files.path('a.sql'));
  assert.deepEqual(
    summary?.schema.declarations.map(({ kind }) => kind),
    ['relation', 'routine'],
  );
  assert.deepEqual(
    summary?.routines.map(({ name }) => name),
    ['f'],
  );
});

test('the generation goes up with what is kept, and with nothing else', async (t) => {
  const { files, index } = create(t, { 'a.sql': CALL, 'b.sql': 'SELECT 1;' });
  await index.readFolders([files.root], () => false);
  const before = index.generation;
  await index.readFolders([files.root], () => false);
  await index.readFile(files.write('b.sql', 'SELECT 22;'));
  assert.equal(index.generation, before);
  await index.readFile(files.write('b.sql', `${CALL} `));
  assert.ok(index.generation > before);
});

test('a file, or a folder with all in it, is gone', async (t) => {
  const { files, index } = create(t, { 'a.sql': CALL, 'b/c.sql': CALL, 'b/d.sql': CALL, 'bb.sql': CALL });
  await index.readFolders([files.root], () => false);
  index.forget(files.path('b'));
  assert.deepEqual(namesIn(index, files), ['a.sql: ship', 'bb.sql: ship']);
  files.remove('a.sql');
  await index.readFolders([files.root], () => false);
  assert.deepEqual(namesIn(index, files), ['b/c.sql: ship', 'b/d.sql: ship', 'bb.sql: ship']);
});

test('a folder in a folder that ignores it is read by itself', async (t) => {
  const { files, index } = create(t, { 'a.sql': CALL, 'in/b.sql': CALL, '.gitignore': 'in\n' });
  for (const folders of [
    ['in', ''],
    ['', 'in'],
  ]) {
    await index.readFolders(
      folders.map((folder) => files.path(folder)),
      () => false,
    );
    assert.deepEqual(namesIn(index, files), ['a.sql: ship', 'in/b.sql: ship']);
  }
  await index.readFolders([files.root], () => false);
  assert.deepEqual(namesIn(index, files), ['a.sql: ship']);
});

test('reading that the user stops goes on when it is asked for', async (t) => {
  const { files, index } = create(t, { 'a.sql': CALL, 'b.sql': CALL });
  const folders = new WorkspaceFolders({
    processId: null,
    rootUri: files.uri(),
    capabilities: {},
    workspaceFolders: null,
  });
  let isHurried = true;
  let shown = 0;
  const show = (stop: () => void) => {
    shown++;
    if (isHurried) stop();
    return () => shown--;
  };
  const reading = new WorkspaceReading(index, folders, show, () => undefined, SILENT);
  reading.isWatched = true;
  await reading.ready();
  assert.deepEqual(namesIn(index, files), []);
  isHurried = false;
  await reading.ready();
  assert.deepEqual(namesIn(index, files), ['a.sql: ship', 'b.sql: ship']);
  assert.equal(shown, 0);
});
