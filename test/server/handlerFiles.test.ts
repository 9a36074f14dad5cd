import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  findHandlerFile as findHandler,
  listHandlers,
  readFunctionsFolder,
  type HandlerFolders,
} from '../../server/handlerFiles';

const root = mkdtempSync(join(tmpdir(), 'handlers-'));
after(() => rmSync(root, { recursive: true }));

const put = (...path: string[]): string => {
  const file = join(root, ...path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '');
  return file;
};
const uri = (...path: string[]): string => pathToFileURL(join(root, ...path)).href;
const folders = (functionsFolder?: unknown): HandlerFolders => ({
  workspaces: ['shop', 'mail'].map((name) => join(root, name)),
  functionsFolder: readFunctionsFolder({
    processId: null,
    rootUri: null,
    capabilities: {},
    initializationOptions: { functionsFolder },
  }),
});
const findHandlerFile = (...asked: Parameters<typeof findHandler>) => findHandler(...asked)?.file;

test('a file or a folder of the name, in the workspace folder of the document', () => {
  const mine = put('shop', 'functions', 'ship.mjs');
  const other = put('mail', 'functions', 'ship.js');
  const python = put('shop', 'functions', 'bill', 'lambda_function.py');
  assert.equal(findHandlerFile('ship', uri('shop', 'sql', 'a.sql'), folders()), mine);
  assert.equal(findHandlerFile('ship', uri('mail', 'a.sql'), folders()), other);
  assert.equal(findHandlerFile('bill', uri('shop', 'a.sql'), folders()), python);
  assert.equal(findHandlerFile('bill', 'untitled:Untitled-1', folders()), python);
});

test('what has the name is the file, or the folder round it', () => {
  const file = put('shop', 'functions', 'named.py');
  put('shop', 'functions', 'index', 'index.js');
  assert.equal(findHandler('named', uri('shop', 'a.sql'), folders())?.named, file);
  const folder = join(root, 'shop', 'functions', 'index');
  assert.equal(findHandler('index', uri('shop', 'a.sql'), folders())?.named, folder);
});

test('beside a document that no workspace folder holds', () => {
  const file = put('loose', 'functions', 'f.cjs');
  assert.equal(findHandlerFile('f', uri('loose', 'a.sql'), folders()), file);
});

test('in the folder that the setting names', () => {
  const file = put('shop', 'lambdas', 'g.js');
  const far = put('far', 'g.py');
  assert.equal(findHandlerFile('g', uri('shop', 'a.sql'), folders('lambdas')), file);
  assert.equal(findHandlerFile('g', uri('shop', 'a.sql'), folders(join(root, 'far'))), far);
});

test('all that are found are listed, each name once, and nothing that is no function', () => {
  put('list', 'functions', 'zip.js');
  put('list', 'functions', 'zip.py');
  put('list', 'functions', 'bill', 'lambda_function.py');
  put('list', 'functions', '__pycache__', 'zip.pyc');
  put('list', 'functions', 'README.md');
  put('list', 'functions', 'no name.js');
  put('list', 'functions', `${'x'.repeat(65)}.js`);
  const only = { workspaces: [join(root, 'list')], functionsFolder: 'functions' };
  assert.deepEqual(listHandlers(uri('list', 'a.sql'), only), [
    { functionName: 'bill', path: join('bill', 'lambda_function.py') },
    { functionName: 'zip', path: 'zip.js' },
  ]);
  const nowhere = { workspaces: [join(root, 'nowhere')], functionsFolder: 'functions' };
  assert.deepEqual(listHandlers('untitled:a', nowhere), []);
});

test('no file, another case, no way out of the folder', () => {
  put('shop', 'secret.js');
  assert.equal(findHandlerFile('nothing', uri('shop', 'a.sql'), folders()), undefined);
  assert.equal(findHandlerFile('SHIP', uri('shop', 'a.sql'), folders()), undefined);
  assert.equal(findHandlerFile('../secret', uri('shop', 'a.sql'), folders()), undefined);
  assert.equal(findHandlerFile('..', uri('shop', 'a.sql'), folders(7)), undefined);
});
