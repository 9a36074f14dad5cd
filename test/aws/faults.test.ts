import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patience, withDirectory } from '../support/aws/directory';
import { REGION } from '../support/aws/lambdaApi';

const GREET = { FunctionName: 'greet' };
const THROTTLED = { status: 429, error: 'TooManyRequestsException' };

test('a throttled question is asked again as AWS says', () =>
  withDirectory({ functions: [GREET] }, async ({ directory, lambda, told }) => {
    lambda.faults.push({ ...THROTTLED, retryAfterSeconds: 0 });
    assert.equal((await directory.find({ name: 'greet' }, patience())).kind, 'found');
    assert.equal(lambda.calls.length, 2);
    assert.deepEqual([directory.pausedMs(), told], [0, []]);
  }));

test('where AWS goes on throttling it is left alone, twice as long each time, and nothing is taken for missing', () =>
  withDirectory({ functions: [GREET] }, async ({ directory, lambda, told, clock }) => {
    lambda.fault = () => THROTTLED;
    const ask = async () => (await directory.find({ name: 'greet' }, patience())).kind;
    assert.equal(await ask(), 'unknown');
    assert.equal(lambda.calls.length, 3);
    assert.equal(directory.pausedMs(), 2_000);
    assert.deepEqual([await ask(), await ask()], ['unknown', 'unknown']);
    assert.equal(lambda.calls.length, 3);
    clock.nowMs += 2_000;
    assert.equal(await ask(), 'unknown');
    assert.equal(directory.pausedMs(), 4_000);
    clock.nowMs += 4_000;
    lambda.fault = undefined;
    assert.equal(await ask(), 'found');
    assert.deepEqual(told, [`${REGION}: AWS asks for fewer requests. They go on by themselves in a while.`]);
  }));

test('403: one sentence says what to allow; the same is not asked again, and nothing is taken for missing', () =>
  withDirectory({ functions: [GREET] }, async ({ directory, lambda, told }) => {
    lambda.fault = () => ({ status: 403, error: 'AccessDeniedException' });
    for (let time = 0; time < 3; time++) {
      assert.equal((await directory.find({ name: 'greet' }, patience())).kind, 'unknown');
      assert.deepEqual(await directory.list(patience()), { functions: [], complete: false });
      for (const kind of ['alias', 'version'] as const)
        assert.equal((await directory.qualifiers('greet', kind, patience())).kind, 'unknown');
    }
    assert.deepEqual([...lambda.asked].sort(), [
      'GetFunctionConfiguration greet',
      'ListAliases greet',
      'ListFunctions',
      'ListVersionsByFunction greet',
    ]);
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /lambda:ListFunctions, lambda:GetFunctionConfiguration/);
    assert.equal(directory.pausedMs(), 0);
  }));

test('who may ask for some functions alone still gets those', () =>
  withDirectory({ functions: [GREET] }, async ({ directory, lambda }) => {
    lambda.fault = ({ operation, on }) =>
      operation === 'ListFunctions' || on === 'secret'
        ? { status: 403, error: 'AccessDeniedException' }
        : undefined;
    await directory.list(patience());
    assert.equal((await directory.find({ name: 'secret' }, patience())).kind, 'unknown');
    assert.equal((await directory.find({ name: 'greet' }, patience())).kind, 'found');
  }));

for (const [status, advice] of [
  [403, /may not read Lambda functions/],
  [429, /asks for fewer requests/],
  [503, /does not answer/],
] as const)
  test(`${status} with a name that nobody knows accuses no function`, () =>
    withDirectory({ functions: [] }, async ({ directory, lambda, told }) => {
      // The second is one that every object of JavaScript has.
      for (const error of ['SomethingNew', 'constructor']) {
        lambda.fault = () => ({ status, error });
        assert.equal((await directory.find({ name: error }, patience())).kind, 'unknown');
      }
      assert.match(told.join(), advice);
    }));

test('a cut connection is tried again; a server that stays away is left alone', () =>
  withDirectory({ functions: [GREET] }, async ({ directory, lambda, told }) => {
    lambda.faults.push('reset');
    assert.equal((await directory.find({ name: 'greet' }, patience())).kind, 'found');
    assert.equal(lambda.calls.length, 2);
    lambda.fault = () => 'reset';
    assert.equal((await directory.find({ name: 'other' }, patience())).kind, 'unknown');
    assert.equal(lambda.calls.length, 5);
    assert.equal(directory.pausedMs(), 5_000);
    assert.match(told.join(), /does not answer/);
  }));

test('nobody listens at the endpoint', () =>
  withDirectory({ place: { endpoint: 'http://127.0.0.1:9' } }, async ({ directory, told }) => {
    assert.equal((await directory.find({ name: 'greet' }, patience())).kind, 'unknown');
    assert.match(told.join(), /does not answer/);
    assert.ok(directory.pausedMs() > 0);
  }));

test('an answer that never comes holds up nobody who stops waiting; the request ends with the last of them', () =>
  withDirectory({ functions: [GREET] }, async ({ directory, lambda, told }) => {
    lambda.faults.push('stall');
    const [first, second] = [new AbortController(), new AbortController()];
    const one = directory.find({ name: 'greet' }, first.signal);
    const two = directory.find({ name: 'greet' }, second.signal);
    await lambda.untilCalls(1);
    first.abort();
    assert.equal((await one).kind, 'unknown');
    const closed = lambda.untilClosed();
    second.abort();
    assert.equal((await two).kind, 'unknown');
    await closed;
    assert.deepEqual([directory.pausedMs(), told], [0, []]);
    assert.equal((await directory.find({ name: 'greet' }, patience())).kind, 'found');
    assert.equal(lambda.calls.length, 2);
  }));

test('an answer that never comes is given up, and AWS left alone', () =>
  withDirectory({ functions: [GREET], deadlineMs: 50 }, async ({ directory, lambda }) => {
    lambda.fault = () => 'stall';
    assert.equal((await directory.find({ name: 'greet' }, patience())).kind, 'unknown');
    assert.equal(directory.pausedMs(), 5_000);
  }));

test('an answer that is no JSON, or lacks its members, is no answer', () =>
  withDirectory({ functions: [GREET] }, async ({ directory, lambda }) => {
    for (const body of ['<html>', '[]', '{"Timeout": "soon"}', '{"FunctionName": 5}']) {
      lambda.faults.push({ status: 200, body });
      assert.deepEqual(
        (await directory.find({ name: body.length.toString() }, patience())).kind,
        'unknown',
        body,
      );
    }
  }));

test('a 404 that is not about a function is not taken for a missing one: an endpoint without this API', () =>
  withDirectory({ functions: [GREET] }, async ({ directory, lambda, told }) => {
    lambda.faults.push({ status: 404, error: 'PathNotFoundException' }, { status: 404, body: 'Not Found' });
    assert.equal((await directory.find({ name: 'a' }, patience())).kind, 'unknown');
    assert.equal((await directory.find({ name: 'b' }, patience())).kind, 'unknown');
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /did not take a request of the Lambda API\. Check/);
  }));
