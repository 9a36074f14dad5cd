import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askOnce } from '../../../cluster/guard/askOnce';
import type { Foreseen } from '../../../core/guard/foreseen';

const of = (functionName: string, rows: number): Foreseen => ({
  invocations: [{ functionName, mode: 'synchronous', count: 'perRow' }],
  hidden: [],
  lookedUp: true,
  estimate: { rows, calls: rows },
  dryRun: undefined,
});

test('one answer holds for all runs of a statement, but not where another function would be invoked', async () => {
  const asked: string[] = [];
  const guard = askOnce(({ invocations: [first] }, sql) => {
    asked.push(`${first?.functionName} ${sql}`);
    return Promise.resolve({ kind: asked.length === 1 ? 'dryRun' : 'run' });
  });
  assert.deepEqual(await guard(of('f', 10), 'a'), { kind: 'dryRun' });
  assert.deepEqual(await guard(of('f', 999), 'a'), { kind: 'dryRun' });
  assert.deepEqual(await guard(of('g', 10), 'a'), { kind: 'run' });
  assert.deepEqual(await guard(of('f', 10), 'b'), { kind: 'run' });
  assert.deepEqual(asked, ['f a', 'g a', 'f b']);
});
