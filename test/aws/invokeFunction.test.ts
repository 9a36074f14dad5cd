import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { invokeFunction } from '../../aws/invokeFunction';
import { EMPTY_REQUEST, type InvocationRequest } from '../../core/directInvocation/invocationRequest';
import { createKeyEnvironment, withEnvironment } from '../support/aws/environment';
import { KEYS, REGION } from '../support/aws/lambdaApi';
import { checkSignature } from '../support/aws/signature';

const LOG = Buffer.from('START RequestId: 1').toString('base64');

let api: Server;
let endpoint: string;
let received: {
  readonly request: IncomingMessage;
  readonly body: string;
  readonly refusal: string | undefined;
}[];
let respond: (response: ServerResponse) => void;
before(async () => {
  api = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ request, body, refusal: checkSignature(request, body, KEYS).refusal });
      respond(response);
    });
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});
after(() => {
  api.closeAllConnections();
  api.close();
});

async function invoke(more: Partial<InvocationRequest>, signal = new AbortController().signal) {
  received = [];
  const request = { ...EMPTY_REQUEST.request, functionName: 'greet', payload: '{"a": 1}', ...more };
  return withEnvironment(createKeyEnvironment(), () =>
    invokeFunction(request, { region: REGION, endpoint }, signal),
  );
}

describe('an invocation', () => {
  test('is sent as it was asked for, signed, once; its answer comes as it is', async () => {
    respond = (response) => {
      response.writeHead(200, { 'x-amz-executed-version': '7', 'x-amz-log-result': LOG });
      response.end('{"big": 12345678901234567890}');
    };
    const answer = await invoke({ qualifier: 'live', context: '{"custom": {}}' });
    assert.deepEqual(answer, {
      statusCode: 200,
      executedVersion: '7',
      payload: '{"big": 12345678901234567890}',
      logResult: LOG,
      functionError: undefined,
    });
    const [{ request, body, refusal } = assert.fail('nothing was sent'), ...others] = received;
    assert.deepEqual([others.length, refusal, body], [0, undefined, '{"a": 1}']);
    assert.equal(request.url, '/2015-03-31/functions/greet/invocations?Qualifier=live');
    assert.equal(request.headers['x-amz-invocation-type'], 'RequestResponse');
    assert.equal(request.headers['x-amz-log-type'], 'Tail');
    assert.equal(
      Buffer.from(String(request.headers['x-amz-client-context']), 'base64').toString(),
      '{"custom": {}}',
    );
  });

  test('goes to the Region of its ARN', async () => {
    respond = (response) => response.writeHead(202).end();
    const functionName = 'arn:aws:lambda:us-east-1:123456789012:function:greet';
    const answer = await invoke({ functionName, invocationType: 'Event', logType: 'None' });
    assert.deepEqual([answer.statusCode, answer.payload], [202, undefined]);
    assert.match(received[0]?.request.headers.authorization ?? '', /\/us-east-1\/lambda\//);
  });

  test('whose function fails says so', async () => {
    respond = (response) =>
      response.writeHead(200, { 'x-amz-function-error': 'Unhandled' }).end('{"errorMessage":"x"}');
    assert.equal((await invoke({})).functionError, 'Unhandled');
  });
});

describe('what keeps one from being made', () => {
  const refuse = (status: number, error: string, message: string) => (response: ServerResponse) =>
    response.writeHead(status, { 'x-amzn-errortype': error }).end(JSON.stringify({ message }));

  test('is told with what to do, and nothing is sent twice', async () => {
    respond = refuse(403, 'AccessDeniedException', 'no');
    await assert.rejects(invoke({}), /Allow lambda:InvokeFunction/);
    respond = refuse(404, 'ResourceNotFoundException', 'no');
    await assert.rejects(invoke({}), /no such function/);
    respond = refuse(429, 'TooManyRequestsException', 'no');
    await assert.rejects(invoke({}), /fewer requests/);
    assert.equal(received.length, 1);
    respond = refuse(400, 'InvalidRequestContentException', 'Could not parse request body');
    await assert.rejects(invoke({}), /Could not parse request body/);
    respond = (response) => response.destroy();
    await assert.rejects(invoke({}), /AWS does not answer/);
    assert.equal(received.length, 1);
  });

  test('can be the user', async () => {
    const controller = new AbortController();
    respond = () => controller.abort();
    await assert.rejects(invoke({}, controller.signal), /was cancelled; the function may have run/);
  });
});
