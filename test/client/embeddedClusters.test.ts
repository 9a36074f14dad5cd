import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PROFILE_DEFAULTS } from '../../cluster/profile/profile';
import { EmbeddedClusters, type Cluster } from '../../client/sandbox/embeddedClusters';
import { findClusterPlace, type ClusterPlace } from '../../client/sandbox/place';

const PROFILE = { ...PROFILE_DEFAULTS, name: 'sandbox', host: '127.0.0.1', ssl: 'disable' } as const;

/** Starts clusters that do nothing but say what happened to them. */
class Starter {
  readonly told: string[] = [];
  readonly clusters: { end: () => void }[] = [];
  isOurs = true;
  failure: Error | undefined;

  start = ({ functionsFolder }: ClusterPlace): Promise<Cluster> => {
    this.told.push(`start ${functionsFolder}`);
    if (this.failure) return Promise.reject(this.failure);
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    this.clusters.push({ end });
    const stop = (): Promise<void> => {
      this.told.push(`stop ${functionsFolder}`);
      end();
      return ended;
    };
    return Promise.resolve({ profile: PROFILE, isOurs: this.isOurs, stop, ended });
  };
}

const A: ClusterPlace = { folder: '/a', functionsFolder: '/a/functions' };
const B: ClusterPlace = { folder: '/b', functionsFolder: '/b/functions' };

describe('embedded clusters', () => {
  test('one a folder, started when first used', async () => {
    const starter = new Starter();
    const clusters = new EmbeddedClusters(starter.start);
    assert.equal(clusters.isStarted(A), false);
    const [first, second] = await Promise.all([clusters.find(A), clusters.find(A)]);
    assert.equal(first, second);
    await clusters.find(B);
    assert.deepEqual(starter.told, ['start /a/functions', 'start /b/functions']);
    await clusters.stopAll();
    assert.deepEqual(starter.told.slice(2), ['stop /a/functions', 'stop /b/functions']);
    assert.equal(clusters.isStarted(A), false);
  });

  test('one that ended, or did not start, is started again', async () => {
    const starter = new Starter();
    const clusters = new EmbeddedClusters(starter.start);
    const first = await clusters.find(A);
    starter.clusters[0]?.end();
    await first.ended;
    assert.notEqual(await clusters.find(A), first);
    starter.failure = new Error('No disk.');
    await assert.rejects(clusters.find(B), /No disk/);
    starter.failure = undefined;
    assert.equal(typeof (await clusters.find(B)).stop, 'function');
  });

  test('another functions folder needs another process', async () => {
    const starter = new Starter();
    const clusters = new EmbeddedClusters(starter.start);
    await clusters.find(A);
    await clusters.find({ ...A, functionsFolder: '/a/lambda' });
    assert.deepEqual(starter.told, ['start /a/functions', 'stop /a/functions', 'start /a/lambda']);
    assert.equal(clusters.isStarted(A), true);
  });

  test('stopping tells of one that another window runs', async () => {
    const starter = new Starter();
    const clusters = new EmbeddedClusters(starter.start);
    assert.equal(await clusters.stop(A), true);
    await clusters.find(A);
    assert.equal(await clusters.stop(A), true);
    starter.isOurs = false;
    await clusters.find(A);
    assert.equal(await clusters.stop(A), false);
  });
});

describe('the place of an embedded cluster', () => {
  const file = {
    workspaceFolder: '/w',
    path: '/w/sql/a.sql',
    functionsFolder: 'functions',
    fallbackFolder: '/s',
  };

  test('is the workspace folder, else the folder of the file, else one of our own', () => {
    assert.deepEqual(findClusterPlace(file), { folder: '/w', functionsFolder: '/w/functions' });
    assert.deepEqual(findClusterPlace({ ...file, workspaceFolder: undefined }), {
      folder: '/w/sql',
      functionsFolder: '/w/sql/functions',
    });
    assert.deepEqual(findClusterPlace({ ...file, workspaceFolder: undefined, path: undefined }), {
      folder: '/s',
      functionsFolder: '/s/functions',
    });
  });

  test('the functions folder may lie elsewhere', () => {
    assert.equal(findClusterPlace({ ...file, functionsFolder: '/opt/f' }).functionsFolder, '/opt/f');
    assert.equal(findClusterPlace({ ...file, functionsFolder: '../f' }).functionsFolder, '/f');
  });
});
