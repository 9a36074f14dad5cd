// What leads from one file to others, through the built server: files that nobody opened are read from the disk.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  DefinitionRequest,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  FileChangeType,
  PrepareRenameRequest,
  ReferencesRequest,
  RegistrationRequest,
  RenameFile,
  RenameRequest,
  TextDocumentEdit,
  WorkspaceSymbolRequest,
  type Location,
  type Position,
  type Registration,
} from 'vscode-languageserver/node';
import { FULL_CAPABILITIES, LanguageServer } from '../support/languageServer';
import { WorkspaceFiles } from '../support/workspaceFiles';

const ARN = 'arn:aws:lambda:us-west-2:123456789012:function:ship:v1';
const FILES = {
  'a.sql': `SELECT aws_lambda.invoke('ship', '{}'::json);\n`,
  'sql/b.sql': `-- 😀\nSELECT aws_lambda.invoke('${ARN}', '{}'::json), 'ship';\n`,
  'sql/other.sql': `SELECT aws_lambda.invoke('${ARN.replace('us-west-2', 'eu-west-1')}', '{}'::json);\n`,
  'src/c.ts': `q('SELECT aws_lambda.invoke(aws_commons.create_lambda_function_arn(\\'ship\\'), \\'{}\\'::json)');\n`,
  'src/d.py': `x = """SELECT aws_lambda.invoke('{prefix}ship', '{{}}'::json)"""\n`,
  'wrapper.sql': `CREATE FUNCTION app.notify(a int) RETURNS void LANGUAGE sql AS $$
  SELECT aws_lambda.invoke('mail', '{}'::json)
$$;\n`,
  'caller.sql': 'SELECT app.notify(1);\n',
  'node_modules/x/e.sql': `SELECT aws_lambda.invoke('ship', '{}'::json);\n`,
  'out/f.sql': `SELECT aws_lambda.invoke('ship', '{}'::json);\n`,
  '.gitignore': 'out/\n',
  'functions/ship.mjs': '',
};

const at = (files: WorkspaceFiles, path: string, text: string): Position => {
  const document = TextDocument.create('', '', 1, files.read(path));
  return document.positionAt(document.getText().indexOf(text));
};
const asked = (files: WorkspaceFiles, path: string, text: string) => ({
  textDocument: { uri: files.uri(path) },
  position: at(files, path, text),
});
async function openFile(server: LanguageServer, files: WorkspaceFiles, path: string): Promise<void> {
  await server.open(files.uri(path), files.read(path), path.endsWith('.ts') ? 'typescript' : 'sql');
}

async function end(server: LanguageServer, files: WorkspaceFiles): Promise<void> {
  await server.stop();
  files.remove();
}

async function findReferences(server: LanguageServer, files: WorkspaceFiles, path: string, text: string) {
  const params = { ...asked(files, path, text), context: { includeDeclaration: true } };
  return show(files, await server.connection.sendRequest(ReferencesRequest.type, params));
}

/** Each as `path: text`, sorted. */
function show(files: WorkspaceFiles, found: readonly Location[] | null): string[] {
  return (found ?? [])
    .map(({ uri, range }) => {
      const path = uri.slice(files.uri().length + 1);
      return `${path}: ${TextDocument.create('', '', 1, files.read(path)).getText(range)}`;
    })
    .sort();
}

describe('a workspace', () => {
  let files: WorkspaceFiles;
  let server: LanguageServer;
  before(async () => {
    files = new WorkspaceFiles(FILES);
    const workspaceEdit = { documentChanges: true, resourceOperations: ['rename' as const] };
    const capabilities = { ...FULL_CAPABILITIES, workspace: { workspaceEdit } };
    server = await LanguageServer.start(capabilities, undefined, [files.uri()]);
    await openFile(server, files, 'a.sql');
    await openFile(server, files, 'caller.sql');
    await openFile(server, files, 'src/c.ts');
  });
  after(() => end(server, files));

  test('references to a function in all its files, in SQL and in host languages', async () => {
    assert.deepEqual(await findReferences(server, files, 'a.sql', 'ship'), [
      'a.sql: ship',
      'sql/b.sql: ship',
      'sql/other.sql: ship',
      'src/c.ts: ship',
    ]);
  });

  test('an account and a Region tell functions apart where both say them', async () => {
    await openFile(server, files, 'sql/b.sql');
    const found = await findReferences(server, files, 'sql/b.sql', 'ship');
    assert.deepEqual(found, ['a.sql: ship', 'sql/b.sql: ship', 'src/c.ts: ship']);
    await server.close(files.uri('sql/b.sql'));
  });

  test('rename: the name alone, in every file, and the handler', async () => {
    const place = asked(files, 'src/c.ts', 'ship');
    const prepared = await server.connection.sendRequest(PrepareRenameRequest.type, place);
    assert.deepEqual(prepared && 'placeholder' in prepared && prepared.placeholder, 'ship');
    const edit = await server.connection.sendRequest(RenameRequest.type, { ...place, newName: 'send-2' });
    const changes = edit?.documentChanges ?? [];
    const texts = changes.filter((change) => TextDocumentEdit.is(change));
    const versions = texts.map(({ textDocument: { uri, version } }) => [uri, version]);
    assert.deepEqual(versions.toSorted(), [
      [files.uri('a.sql'), 1],
      [files.uri('sql/b.sql'), null],
      [files.uri('sql/other.sql'), null],
      [files.uri('src/c.ts'), 1],
    ]);
    for (const { textDocument, edits } of texts) {
      const path = textDocument.uri.slice(files.uri().length + 1);
      const document = TextDocument.create('', '', 1, files.read(path));
      const expected = document.getText().replace(/ship(?=[:\\']+[v,'\\])/, 'send-2');
      const plain = edits.filter((each) => 'newText' in each);
      assert.equal(TextDocument.applyEdits(document, plain), expected);
    }
    assert.deepEqual(
      changes.filter((change) => RenameFile.is(change)),
      [RenameFile.create(files.uri('functions/ship.mjs'), files.uri('functions/send-2.mjs'))],
    );
  });

  test('rename is refused with a reason', async () => {
    const place = asked(files, 'a.sql', 'ship');
    const renaming = (newName: string) =>
      server.connection.sendRequest(RenameRequest.type, { ...place, newName });
    await assert.rejects(renaming('no name'), /Letters, digits, `-` and `_`/);
    await assert.rejects(renaming('x'.repeat(65)), /at most 64 characters/);
  });

  test('a part of an ARN that is not the name is not renamed', async () => {
    await openFile(server, files, 'sql/b.sql');
    const place = asked(files, 'sql/b.sql', '123456789012');
    assert.equal(await server.connection.sendRequest(PrepareRenameRequest.type, place), null);
    await server.close(files.uri('sql/b.sql'));
  });

  test('symbols of the workspace: functions and the routines that call them', async () => {
    const find = async (query: string) =>
      (await server.connection.sendRequest(WorkspaceSymbolRequest.type, { query }))?.map(
        ({ name, containerName }) => `${name} in ${containerName}`,
      );
    assert.deepEqual(await find('ship'), [
      'ship in a.sql',
      'ship in sql/b.sql',
      'ship in sql/other.sql',
      'ship in src/c.ts',
    ]);
    assert.deepEqual(await find('NTF'), ['app.notify in wrapper.sql']);
    assert.deepEqual(await find('nothing'), []);
  });

  test('a routine that calls Lambda is defined where it is created', async () => {
    const place = asked(files, 'caller.sql', 'otify');
    const found = await server.connection.sendRequest(DefinitionRequest.type, place);
    assert.deepEqual(show(files, found as Location[]), ['wrapper.sql: app.notify']);
  });

  test('text that is not saved counts, and the file again once it is closed', async () => {
    await server.change(files.uri('a.sql'), 2, {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      text: '--',
    });
    const without = ['sql/b.sql: ship', 'sql/other.sql: ship', 'src/c.ts: ship'];
    assert.deepEqual(await findReferences(server, files, 'src/c.ts', 'ship'), without);
    await server.close(files.uri('a.sql'));
    const again = await findReferences(server, files, 'src/c.ts', 'ship');
    assert.deepEqual(again, ['a.sql: ship', ...without]);
  });

  test('an editor that tells of no changes: files are looked at when it asks', async () => {
    files.write('new.sql', FILES['a.sql']);
    assert.ok((await findReferences(server, files, 'src/c.ts', 'ship')).includes('new.sql: ship'));
    files.remove('new.sql');
    assert.ok(!(await findReferences(server, files, 'src/c.ts', 'ship')).includes('new.sql: ship'));
  });
});

test('psql variables live in all scripts that include one another', async (t) => {
  const files = new WorkspaceFiles({
    'main.sql': '\\i sub/set.sql\n\\ir sub/use.sql\n',
    'sub/set.sql': '\\set here 1\n',
    'sub/use.sql': "SELECT :'here', :here;\n",
    'sub/alone.sql': "SELECT :'here';\n",
  });
  const server = await LanguageServer.start(undefined, undefined, [files.uri()]);
  t.after(() => end(server, files));
  await openFile(server, files, 'sub/use.sql');
  assert.deepEqual(await findReferences(server, files, 'sub/use.sql', 'here'), [
    'sub/set.sql: here',
    'sub/use.sql: here',
    'sub/use.sql: here',
  ]);
  const place = asked(files, 'sub/use.sql', 'here');
  const found = await server.connection.sendRequest(DefinitionRequest.type, place);
  assert.deepEqual(show(files, found as Location[]), ['sub/set.sql: here']);
  const prepared = await server.connection.sendRequest(PrepareRenameRequest.type, place);
  assert.equal(prepared && 'placeholder' in prepared && prepared.placeholder, 'here');
  const edit = await server.connection.sendRequest(RenameRequest.type, { ...place, newName: 'there' });
  const renamed = Object.entries(edit?.changes ?? {}).map(([uri, edits]) => {
    const path = uri.slice(files.uri().length + 1);
    return `${path}: ${TextDocument.applyEdits(TextDocument.create('', '', 1, files.read(path)), edits)}`;
  });
  assert.deepEqual(renamed.sort(), [
    'sub/set.sql: \\set there 1\n',
    "sub/use.sql: SELECT :'there', :there;\n",
  ]);
});

test('an editor that watches is asked to, and believed', async (t) => {
  const files = new WorkspaceFiles({ ...FILES });
  const didChangeWatchedFiles = { dynamicRegistration: true };
  const capabilities = { ...FULL_CAPABILITIES, workspace: { didChangeWatchedFiles } };
  const server = LanguageServer.spawn();
  t.after(() => end(server, files));
  const registered: Registration[] = [];
  const watching = new Promise<void>((resolve) =>
    server.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      registered.push(...registrations);
      if (JSON.stringify(registered).includes('**/*.{sql,')) resolve();
    }),
  );
  await server.initialize(capabilities, undefined, [files.uri()]);
  await watching;
  await openFile(server, files, 'src/c.ts');
  const find = () => findReferences(server, files, 'src/c.ts', 'ship');
  const before = await find();
  files.write('new.sql', FILES['a.sql']);
  files.write('out/new.sql', FILES['a.sql']);
  const uris = ['new.sql', 'out/new.sql', 'a.sql'].map((path) => files.uri(path));
  files.remove('a.sql');
  const [created, ignored, deleted] = uris;
  await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [
      { uri: created ?? '', type: FileChangeType.Created },
      { uri: ignored ?? '', type: FileChangeType.Created },
      { uri: deleted ?? '', type: FileChangeType.Deleted },
    ],
  });
  assert.deepEqual(
    await find(),
    [...before.filter((place) => place !== 'a.sql: ship'), 'new.sql: ship'].sort(),
  );
});

test('several folders, which come and go; one that lies on no disk', async (t) => {
  const files = new WorkspaceFiles({
    'one/a.sql': FILES['a.sql'],
    'two/b.sql': FILES['a.sql'],
    'three/c.sql': FILES['a.sql'],
  });
  const folder = (path: string) => ({ uri: files.uri(path), name: path });
  const server = await LanguageServer.start(undefined, undefined, [
    files.uri('one'),
    files.uri('two'),
    'vscode-vfs://github/x/y',
  ]);
  t.after(() => end(server, files));
  await openFile(server, files, 'one/a.sql');
  const find = () => findReferences(server, files, 'one/a.sql', 'ship');
  assert.deepEqual(await find(), ['one/a.sql: ship', 'two/b.sql: ship']);
  await server.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
    event: { added: [folder('three')], removed: [folder('two')] },
  });
  assert.deepEqual(await find(), ['one/a.sql: ship', 'three/c.sql: ship']);
  assert.deepEqual(server.logged, []);
});

test('copies of other times are left out, unless they are asked about', async (t) => {
  const server = await LanguageServer.start();
  t.after(() => server.stop());
  const [own, copy] = ['untitled:a', 'git:/a.sql'];
  for (const uri of [own, copy]) await server.open(uri, FILES['a.sql']);
  const find = async (uri: string) => {
    const position = { line: 0, character: 27 };
    const params = { textDocument: { uri }, position, context: { includeDeclaration: true } };
    const found = await server.connection.sendRequest(ReferencesRequest.type, params);
    return found?.map((location) => location.uri);
  };
  assert.deepEqual(await find(own), [own]);
  assert.deepEqual(await find(copy), [own, copy]);
});
