import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  chartDurations,
  readFigure,
  summarizeInvocations,
  type InvocationFigure,
} from '../../core/invocation/summary';

const figure = (durationMs: number | null, more: Partial<InvocationFigure> = {}): InvocationFigure => ({
  refused: false,
  durationMs,
  initDurationMs: null,
  billedDurationMs: durationMs,
  memorySizeMb: durationMs === null ? null : 1_024,
  ...more,
});

test('a figure is read from what PostgreSQL gives', () => {
  const log =
    'REPORT RequestId: r1\tDuration: 82.31 ms\tBilled Duration: 349 ms\tMemory Size: 128 MB\tMax Memory Used: 74 MB\tInit Duration: 265.72 ms\t';
  const text = { row: 0, statusCode: '200', payload: '{}', executedVersion: '1', logResult: null, log };
  assert.deepEqual(readFigure(text), {
    refused: false,
    durationMs: 82.31,
    initDurationMs: 265.72,
    billedDurationMs: 349,
    memorySizeMb: 128,
  });
  assert.deepEqual(readFigure({ ...text, statusCode: '429', log: null }), {
    ...figure(null),
    refused: true,
  });
});

test('a hundred seconds of 1 GB in a hundred calls cost what AWS says', () => {
  const figures = Array.from({ length: 100 }, (_, n) =>
    figure(1_000, { initDurationMs: n === 0 ? 200 : null, refused: n === 1 }),
  );
  const { cost, ...rest } = summarizeInvocations(figures);
  assert.equal(cost?.toFixed(9), '0.001686670');
  assert.deepEqual(rest, {
    count: 100,
    refused: 1,
    coldStarts: 1,
    reported: 100,
    durations: { median: 1_000, p95: 1_000, longest: 1_000 },
    functionMs: 100_200,
  });
});

test('without a REPORT nothing is claimed', () => {
  const { durations, cost, count, reported } = summarizeInvocations([figure(null), figure(null)]);
  assert.deepEqual([durations, cost, count, reported], [undefined, undefined, 2, 0]);
});

test('median and 95 of 100 are values that were there', () => {
  const figures = Array.from({ length: 20 }, (_, n) => figure(20 - n));
  assert.deepEqual(summarizeInvocations(figures).durations, { median: 10, p95: 19, longest: 20 });
});

test('more invocations than bars are drawn a few together, by the longest', () => {
  const figures = [
    figure(1),
    figure(5, { initDurationMs: 3 }),
    figure(2),
    figure(null),
    figure(4, { refused: true }),
  ];
  assert.deepEqual(chartDurations(figures, 3), [
    { first: 1, last: 2, durationMs: 5, cold: true, refused: false },
    { first: 3, last: 4, durationMs: 2, cold: false, refused: false },
    { first: 5, last: 5, durationMs: 4, cold: false, refused: true },
  ]);
  assert.deepEqual(chartDurations([figure(null)], 9), [
    { first: 1, last: 1, durationMs: null, cold: false, refused: false },
  ]);
  assert.deepEqual(chartDurations([], 9), []);
});
