import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { KnownFigures } from '../../../core/guard/costEstimate';
import type { Foreseen } from '../../../core/guard/foreseen';
import { createFunctionRuns } from '../../../core/guard/functionFigures';
import type { InvocationPlan } from '../../../core/guard/invocationPlan';
import { describeQuestion } from '../../../core/guard/question';

const call = (functionName: string | undefined, count: InvocationPlan['count'] = 'once'): InvocationPlan => ({
  functionName,
  mode: 'synchronous',
  count,
});

const foreseen = (more: Partial<Foreseen>): Foreseen => ({
  invocations: [],
  hidden: [],
  lookedUp: true,
  estimate: undefined,
  dryRun: undefined,
  ...more,
});

const perRow = (rows: number, calls: number | undefined = rows) =>
  foreseen({ invocations: [call('f', 'perRow')], estimate: { rows, calls } });

const LAST: KnownFigures = new Map([
  ['f', { kind: 'lastRuns', runs: 10, billedMs: 230, memoryMb: 512 }],
  ['g', { kind: 'configured', timeoutMs: 30_000, memoryMb: 128 }],
]);

/** What stands behind the lines that say what runs. */
const cost = (one: Foreseen, known: KnownFigures = new Map(), runs = 1): string | undefined =>
  describeQuestion(one, known, runs).find((line) => line.includes('$'));

const BASIS = ' An estimate at list price for x86 in us-east-1 as of 2024.';

describe('what it may cost', () => {
  test('is not told where only requests are known that cost next to nothing', () => {
    assert.equal(cost(foreseen({ invocations: [call('f')] })), undefined);
    assert.equal(cost(perRow(49_999)), undefined);
    assert.equal(cost(foreseen({ invocations: [call('f', 'perRow')] }), LAST), undefined);
  });

  test('is told of requests alone where they are many, with what is not known', () => {
    assert.equal(
      cost(perRow(2_000_000)),
      `About $0.40 for requests alone; how long the functions run is not known here.${BASIS}`,
    );
  });

  test('follows the last runs of the function', () => {
    // 2,000,000 × (0.23 s × 0.5 GB × $0.0000166667 + $0.0000002)
    assert.equal(
      cost(perRow(2_000_000), LAST),
      `About $0.40 for requests alone; if each runs as long as the last 10 did, 230 ms at 512 MB: about $4.23.${BASIS}`,
    );
    const one = new Map([['f', { kind: 'lastRuns', runs: 1, billedMs: 1_250, memoryMb: 1_024 } as const]]);
    assert.equal(
      cost(foreseen({ invocations: [call('f')] }), one),
      `About $0.00000020 for requests alone; if it runs as long as the last one did, 1.25 s at 1024 MB: about $0.000021.${BASIS}`,
    );
  });

  test('else the configured time-out and memory', () => {
    assert.match(
      cost(foreseen({ invocations: [call('g', 'perColumn')] }), LAST) ?? '',
      /^About \$0\.00000080 .*; if each runs until its time-out, 30 s at 128 MB: about \$0\.00025\. An/,
    );
  });

  test('names the functions where they are several, and says what is left out', () => {
    const several = foreseen({ invocations: [call('f'), call('g'), call(undefined)] });
    assert.match(
      cost(several, LAST) ?? '',
      /; if "f" runs as long as the last 10 did, 230 ms at 512 MB and "g" runs until its time-out, 30 s at 128 MB: about \$0\.\d+, and what the time of the others costs\. An/,
    );
  });

  test('is at least that much where loops, routines or views invoke', () => {
    const loop = foreseen({ invocations: [call('f'), call('f', 'repeated')] });
    assert.match(cost(loop, LAST) ?? '', /^At least about \$/);
    const hidden = { kind: 'routine', name: 'r', table: undefined, perRow: false } as const;
    assert.match(cost(foreseen({ invocations: [call('f')], hidden: [hidden] }), LAST) ?? '', /^At least /);
  });

  test('counts triggers by the rows that are changed, calls by the plan', () => {
    const trigger = { kind: 'trigger', name: 't', table: 'o', perRow: true } as const;
    assert.match(
      cost(foreseen({ hidden: [trigger], estimate: { rows: 100_000, calls: undefined } })) ?? '',
      /^About \$0\.02 for requests alone/,
    );
    const twice = foreseen({
      invocations: [call('f', 'perRow'), call('h', 'perRow'), call('h')],
      estimate: { rows: 1, calls: 400_001 },
    });
    assert.match(cost(twice) ?? '', /^About \$0\.08 for requests alone/);
  });

  test('is that of all runs where there are many', () => {
    const lines = describeQuestion(perRow(1_000), LAST, 600);
    assert.deepEqual(lines.slice(1, 3), [
      'ROLLBACK does not undo an invocation.',
      'All of it 600 times: about 600,000 invocations.',
    ]);
    assert.match(lines[3] ?? '', /^About \$0\.12 for requests alone; .*: about \$1\.27\./);
    const loop = foreseen({ invocations: [call('f', 'repeated')] });
    assert.deepEqual(describeQuestion(loop, LAST, 600).slice(2), ['All of it 600 times.']);
    const more = foreseen({ invocations: [call('f'), call('f', 'repeated')] });
    assert.ok(describeQuestion(more, LAST, 2).includes('All of it 2 times: at least about 2 invocations.'));
  });
});

test('the last ten runs count, of a connection and a function', () => {
  const runs = createFunctionRuns();
  const figure = { refused: false, durationMs: 1, initDurationMs: null };
  const note = (billedDurationMs: number | null, memorySizeMb = 128): void =>
    runs.note('a', 'f', { ...figure, billedDurationMs, memorySizeMb });
  note(null);
  assert.equal(runs.find('a', 'f'), undefined);
  for (let n = 1; n <= 12; n++) note(n, n);
  assert.deepEqual(runs.find('a', 'f'), { kind: 'lastRuns', runs: 10, billedMs: 7.5, memoryMb: 12 });
  assert.equal(runs.find('b', 'f'), undefined);
  assert.equal(runs.find('a', 'g'), undefined);
});
