import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manyFunctions, patience, withDirectory } from '../support/aws/directory';
import { ACCOUNT, REGION } from '../support/aws/lambdaApi';

const GREET = {
  FunctionName: 'greet',
  Description: 'Says hello',
  Timeout: 30,
  MemorySize: 512,
  State: 'Inactive',
  StateReason: 'Idle for long',
  versions: [{ Version: '1' }, { Version: '2', Timeout: 10 }],
  aliases: [
    {
      Name: 'prod',
      FunctionVersion: '1',
      Description: 'What customers call',
      RoutingConfig: { AdditionalVersionWeights: { '2': 0.1 } },
    },
  ],
};

test('one function costs one signed question, however often and by however many it is asked for', () =>
  withDirectory({ functions: [GREET] }, async ({ directory, lambda }) => {
    const query = { name: 'greet' };
    assert.equal(directory.peek(query), undefined);
    const answers = await Promise.all([1, 2, 3].map(() => directory.find(query, patience())));
    const again = await directory.inspect({ name: 'greet', qualifier: '$LATEST' }, patience());
    const facts = {
      name: 'greet',
      arn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:greet`,
      version: '$LATEST',
      runtime: 'nodejs22.x',
      description: 'Says hello',
      handler: 'index.handler',
      timeoutMs: 30_000,
      memoryMb: 512,
      lastModified: '2026-05-01T10:00:00.000+0000',
      state: 'Inactive',
      stateReason: 'Idle for long',
    };
    for (const answer of [...answers, again]) assert.deepEqual(answer, { kind: 'found', value: facts });
    assert.deepEqual(directory.peek(query)?.fresh, true);
    assert.deepEqual(lambda.asked, ['GetFunctionConfiguration greet']);
    assert.deepEqual(lambda.refused, []);
  }));

test('versions and aliases: their own configuration, and what they point to', () =>
  withDirectory({ functions: [GREET] }, async ({ directory, lambda }) => {
    const prod = await directory.find({ name: 'greet', qualifier: 'prod' }, patience());
    assert.equal(prod.kind === 'found' && prod.value.version, '1');
    const second = await directory.find({ name: 'greet', qualifier: '2' }, patience());
    assert.equal(second.kind === 'found' && second.value.timeoutMs, 10_000);
    assert.deepEqual(await directory.find({ name: 'greet', qualifier: '3' }, patience()), {
      kind: 'missing',
    });
    const alias = {
      kind: 'alias',
      name: 'prod',
      version: '1',
      description: 'What customers call',
      routing: [{ version: '2', share: 0.1 }],
    };
    const versions = ['2', '1'].map((number) => ({
      kind: 'version',
      name: number,
      version: number,
      routing: [],
    }));
    assert.deepEqual(directory.peekQualifiers('greet', 'alias'), []);
    for (const [kind, value] of [
      ['alias', [alias]],
      ['version', versions],
    ] as const) {
      assert.deepEqual(await directory.qualifiers('greet', kind, patience()), { kind: 'found', value });
      assert.deepEqual(directory.peekQualifiers('greet', kind), value);
    }
    assert.deepEqual(lambda.asked.slice(0, 3), [
      'GetFunctionConfiguration greet:prod',
      'GetFunctionConfiguration greet:2',
      'GetFunctionConfiguration greet:3',
    ]);
    assert.deepEqual(lambda.asked.slice(3), ['ListAliases greet', 'ListVersionsByFunction greet']);
  }));

test('120 versions come by pages', () => {
  const versions = Array.from({ length: 120 }, (_, index) => ({ Version: String(index + 1) }));
  return withDirectory({ functions: [{ ...GREET, versions }] }, async ({ directory, lambda }) => {
    const found = await directory.qualifiers('greet', 'version', patience());
    assert.equal(found.kind === 'found' && found.value.length, 120);
    assert.equal(lambda.calls.filter(({ operation }) => operation === 'ListVersionsByFunction').length, 3);
  });
});

test('10,000 functions: 200 pages once, then every name is known without a question', () => {
  const functions = manyFunctions(10_000);
  return withDirectory({ functions }, async ({ directory, lambda, clock }) => {
    const lists = await Promise.all([directory.list(patience()), directory.list(patience())]);
    for (const { functions: listed, complete } of lists) {
      assert.deepEqual([listed.length, complete], [10_000, true]);
    }
    assert.equal(lambda.calls.length, 200);
    for (const { FunctionName: name } of functions) {
      assert.equal((await directory.find({ name }, patience())).kind, 'found');
    }
    assert.equal(
      (await directory.find({ name: 'service-1-handler', account: ACCOUNT }, patience())).kind,
      'found',
    );
    assert.equal(lambda.calls.length, 200);
    clock.nowMs += 11 * 60_000;
    assert.equal(directory.peek({ name: 'service-1-handler' })?.fresh, false);
    assert.equal(directory.peekList().functions.length, 10_000);
    await directory.list(patience());
    assert.equal(lambda.calls.length, 400);
  });
});

test('who stops waiting for a listing gets what has come; it goes on, and nobody begins another', () =>
  withDirectory({ functions: manyFunctions(250) }, async ({ directory, lambda }) => {
    const stop = new AbortController();
    const early = directory.list(stop.signal);
    await lambda.untilCalls(2);
    stop.abort();
    assert.equal((await early).complete, false);
    assert.deepEqual((await directory.list(patience())).functions.length, 250);
    assert.equal(lambda.calls.length, 5);
  }));

test('a listing that is broken off goes on where it was', () =>
  withDirectory({ functions: manyFunctions(250) }, async ({ directory, lambda, clock }) => {
    lambda.fault = () => (lambda.calls.length > 3 ? { status: 500, error: 'ServiceException' } : undefined);
    assert.deepEqual([(await directory.list(patience())).functions.length], [150]);
    lambda.fault = undefined;
    const before = lambda.calls.length;
    clock.nowMs += directory.pausedMs();
    assert.equal((await directory.list(patience())).functions.length, 250);
    assert.equal(lambda.calls.length - before, 2);
  }));

test('what is missing is asked for again after a minute, what is found after five', () =>
  withDirectory({ functions: [GREET] }, async ({ directory, lambda, clock }) => {
    const ask = async (): Promise<readonly string[]> => {
      const kinds = [];
      for (const name of ['greet', 'grete']) kinds.push((await directory.find({ name }, patience())).kind);
      return kinds;
    };
    assert.deepEqual(await ask(), ['found', 'missing']);
    clock.nowMs += 61_000;
    assert.deepEqual(directory.peek({ name: 'grete' }), { answer: { kind: 'missing' }, fresh: false });
    lambda.functions.set('grete', { FunctionName: 'grete' });
    assert.deepEqual(await ask(), ['found', 'found']);
    assert.equal(lambda.calls.length, 3);
    clock.nowMs += 5 * 60_000;
    assert.deepEqual(await ask(), ['found', 'found']);
    assert.equal(lambda.calls.length, 5);
  }));

test('a directory that is closed asks nothing more', () =>
  withDirectory({ functions: manyFunctions(250) }, async ({ directory, lambda }) => {
    const listing = directory.list(patience());
    await lambda.untilCalls(2);
    directory.close();
    assert.equal((await listing).complete, false);
    assert.equal((await directory.find({ name: 'greet' }, patience())).kind, 'unknown');
    assert.equal(lambda.calls.length, 2);
  }));
