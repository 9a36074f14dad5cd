import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { HISTORY_LIMITS } from '../../../client/history/entry';
import { HistoryFiles, type HistoryBounds, type KeptRun } from '../../../client/history/historyFiles';
import { record, recordInvocation } from '../../support/historyRuns';

const BOUNDS: HistoryBounds = { entries: 1_000, total: HISTORY_LIMITS.total, entry: HISTORY_LIMITS.entry };
const MANY = 40;

/** This file is the program of the other windows too: it adds runs, and pins every tenth. */
const writer = process.env['HISTORY_WRITER'];
if (writer !== undefined) void addMany(writer);
else describeFiles();

async function addMany(folder: string): Promise<void> {
  const files = new HistoryFiles(folder, (message, facts) => console.error(message, facts));
  for (let at = 0; at < MANY; at++) {
    const entry = numbered(at, { startedAt: Date.now() });
    await files.add(entry, { ...BOUNDS, entries: Number(process.env['HISTORY_ENTRIES']) });
    // Others may have made it leave already.
    if (at % 10 === 0 && (await files.setPinned(entry.summary.id, true))) console.log(entry.summary.id);
    await files.list();
  }
}

function numbered(at: number, run: object = {}) {
  return record({ statements: [{ sql: `SELECT ${at}` }], startedAt: 1_000 + at, ...run });
}

function describeFiles(): void {
  let folder: string;
  let warnings: object[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'alv-history-'));
  });
  beforeEach(() => (warnings = []));
  afterEach(() => rm(folder, { recursive: true, force: true }));
  after(() => rm(folder, { recursive: true, force: true }));

  const open = () => new HistoryFiles(folder, (_message, facts) => warnings.push(facts));
  const textsOf = async (files: HistoryFiles) => (await files.list()).map(({ summary }) => summary.text);

  describe('the files of the history', () => {
    test('are there for the next window, the newest first', async () => {
      const files = open();
      for (const at of [2, 0, 1]) await files.add(numbered(at), BOUNDS);
      const expected = ['SELECT 2', 'SELECT 1', 'SELECT 0'];
      assert.deepEqual(await textsOf(files), expected);
      assert.deepEqual(await textsOf(open()), expected);
      assert.deepEqual(warnings, []);
    });

    test('give what came back', async () => {
      const entry = recordInvocation('{"greeting": "Hello"}');
      await open().add(entry, BOUNDS);
      const files = open();
      assert.deepEqual(await files.readResults(entry.summary.id), entry.results);
      await files.remove([entry.summary.id]);
      assert.equal(await files.readResults(entry.summary.id), undefined);
    });

    test('one that another window pins while the oldest leave stays', async () => {
      const files = open();
      const kept = numbered(0);
      await files.add(kept, BOUNDS);
      const [name = ''] = await readdir(folder);
      // The folder as it is for who has listed it before the other window's rename.
      await copyFile(join(folder, name), join(folder, name.replace('.json', '.pinned.json')));
      await files.add(numbered(1), { ...BOUNDS, entries: 1 });
      assert.deepEqual(await textsOf(open()), ['SELECT 1', 'SELECT 0']);
    });

    test('are readable by their user alone', async () => {
      await open().add(numbered(0), BOUNDS);
      const [name = ''] = await readdir(folder);
      assert.equal((await stat(join(folder, name))).mode & 0o077, 0);
    });

    test('are none where nothing was kept yet, and nothing is made by looking', async () => {
      const files = new HistoryFiles(join(folder, 'not', 'there'), () => assert.fail());
      assert.deepEqual(await files.list(), []);
      await files.clear('all');
      await assert.rejects(stat(join(folder, 'not')));
    });

    test('hear of what another window added, removed and pinned', async () => {
      const [one, other] = [open(), open()];
      await one.add(numbered(0), BOUNDS);
      const added = numbered(1);
      await one.add(added, BOUNDS);
      assert.deepEqual(await textsOf(other), ['SELECT 1', 'SELECT 0']);
      assert.equal(await other.setPinned(added.summary.id, true), true);
      assert.deepEqual(
        (await one.list()).map(({ isPinned }) => isPinned),
        [true, false],
      );
      await one.remove([added.summary.id]);
      assert.deepEqual(await textsOf(other), ['SELECT 0']);
      assert.equal(await other.setPinned(added.summary.id, false), false);
    });
  });

  describe('bounds of the history', () => {
    test('the oldest that are not pinned leave first', async () => {
      const files = open();
      const first = numbered(0);
      await files.add(first, BOUNDS);
      await files.setPinned(first.summary.id, true);
      for (let at = 1; at < 6; at++) await files.add(numbered(at), { ...BOUNDS, entries: 3 });
      assert.deepEqual(await textsOf(files), ['SELECT 5', 'SELECT 4', 'SELECT 3', 'SELECT 0']);
    });

    test('bytes count as runs do, and the newest stays whatever its size', async () => {
      const files = open();
      for (let at = 0; at < 4; at++) await files.add(numbered(at), BOUNDS);
      const [name = ''] = await readdir(folder);
      const { size } = await stat(join(folder, name));
      await files.add(numbered(4), { ...BOUNDS, total: size * 2 });
      assert.deepEqual(await textsOf(files), ['SELECT 4', 'SELECT 3']);
      await files.add(numbered(5), { ...BOUNDS, total: 1 });
      assert.deepEqual(await textsOf(files), ['SELECT 5']);
    });

    test('adding a run reads no other', async () => {
      const files = open();
      await files.add(numbered(0), BOUNDS);
      const [name = ''] = await readdir(folder);
      await writeFile(join(folder, name), 'damaged');
      await files.add(numbered(1), BOUNDS);
      assert.deepEqual(warnings, []);
    });

    test('clearing leaves nothing, or what is pinned', async () => {
      const files = open();
      const kept = numbered(0);
      for (const entry of [kept, numbered(1)]) await files.add(entry, BOUNDS);
      await files.setPinned(kept.summary.id, true);
      await writeFile(join(folder, '000000000-000000000000.json'), 'damaged');
      await files.clear('unpinned');
      assert.deepEqual(await textsOf(files), ['SELECT 0']);
      await writeFile(join(folder, 'not-ours.txt'), '');
      await files.clear('all');
      assert.deepEqual(await readdir(folder), ['not-ours.txt']);
    });
  });

  describe('damage', () => {
    test('a file that can not be read is passed over, and told once', async () => {
      const files = open();
      for (const at of [0, 1, 2]) await files.add(numbered(at), BOUNDS);
      const names = (await readdir(folder)).sort();
      await writeFile(join(folder, names[0] ?? ''), '');
      await writeFile(join(folder, names[1] ?? ''), '{"format":1,"text":"SELECT secret"}\n[]\n');
      const later = open();
      assert.deepEqual(await textsOf(later), ['SELECT 2']);
      assert.deepEqual(await textsOf(later), ['SELECT 2']);
      const ids = names.slice(0, 2).map((name) => name.replace('.json', ''));
      assert.deepEqual(
        warnings,
        ids.reverse().map((id) => ({ id, why: 'damaged' })),
      );
    });

    test('results that can not be read are none, and told', async () => {
      const entry = recordInvocation('{}');
      await open().add(entry, BOUNDS);
      const [name = ''] = await readdir(folder);
      const [head = ''] = (await readFile(join(folder, name), 'utf8')).split('\n');
      await writeFile(join(folder, name), `${head}\n[{"statement":0,`);
      assert.deepEqual(await open().readResults(entry.summary.id), []);
      assert.equal(warnings.length, 1);
    });

    test('what a window left behind half written is no run, and goes when it is old', async () => {
      const draft = join(folder, '0mf3k2j1a-0123456789ab.json.draft');
      const files = open();
      await files.add(numbered(0), BOUNDS);
      await writeFile(draft, 'half');
      await files.add(numbered(1), BOUNDS);
      assert.deepEqual(await textsOf(files), ['SELECT 1', 'SELECT 0']);
      assert.equal((await readdir(folder)).length, 3);
      await utimes(draft, 1, 1);
      await files.add(numbered(2), BOUNDS);
      assert.equal((await readdir(folder)).includes('0mf3k2j1a-0123456789ab.json.draft'), false);
    });
  });

  describe('windows that write at once', () => {
    const startWindow = (entries: number) =>
      spawn(process.execPath, [__filename], {
        env: { ...process.env, HISTORY_WRITER: folder, HISTORY_ENTRIES: String(entries) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });

    /** The ids of the runs that the windows have pinned. */
    async function runWindows(entries: number): Promise<readonly string[]> {
      const windows = [startWindow(entries), startWindow(entries), startWindow(entries)];
      const said: string[] = [];
      const pinned: string[] = [];
      for (const { stdout, stderr } of windows) {
        stderr.on('data', (data) => said.push(String(data)));
        stdout.on('data', (data) => pinned.push(String(data)));
      }
      await Promise.all(windows.map((window) => once(window, 'close')));
      assert.deepEqual(said, []);
      assert.deepEqual(
        windows.map(({ exitCode }) => exitCode),
        [0, 0, 0],
      );
      return pinned.join('').trim().split('\n').sort();
    }

    const pinnedOf = (runs: readonly KeptRun[]) =>
      runs.flatMap(({ summary, isPinned }) => (isPinned ? summary.id : [])).sort();

    test('lose nothing of each other', async () => {
      const pinned = await runWindows(1_000);
      const runs = await open().list();
      assert.equal(runs.length, 3 * MANY);
      assert.equal(pinned.length, 12);
      assert.deepEqual(pinnedOf(runs), pinned);
      assert.deepEqual(warnings, []);
    });

    test('keep to the bounds together, and what is pinned stays', async () => {
      const pinned = await runWindows(5);
      const files = open();
      await files.add(numbered(0, { startedAt: Date.now() }), { ...BOUNDS, entries: 5 });
      const runs = await files.list();
      assert.deepEqual(pinnedOf(runs), pinned);
      assert.equal(runs.filter(({ isPinned }) => !isPinned).length, 5);
      assert.deepEqual(warnings, []);
    });
  });
}
