import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { sign } from 'aws4';
import { createToken, readPassword } from '../../aws/databaseAuth';
import { createEnvironment, createKeyEnvironment, withEnvironment } from '../support/aws/environment';
import { KEYS } from '../support/aws/lambdaApi';
import { checkSignature } from '../support/aws/signature';
import { runCli } from '../support/cli';
import { startPostgres } from '../support/postgres';
import { makeFolder } from '../support/sandbox';

const HOST = 'orders.cluster-abc.eu-central-1.rds.amazonaws.com';

describe('a token of IAM', () => {
  const makeToken = () =>
    withEnvironment(createKeyEnvironment(), () =>
      createToken({ host: HOST, port: 6432, user: 'ada', region: 'eu-central-1' }),
    );

  test('is a signed request to connect as the user', async () => {
    const token = await makeToken();
    const url = new URL(`https://${token}`);
    assert.equal(url.host, `${HOST}:6432`);
    assert.equal(url.searchParams.get('Action'), 'connect');
    assert.equal(url.searchParams.get('DBUser'), 'ada');
    assert.equal(url.searchParams.get('X-Amz-Expires'), '900');
    const signature = url.searchParams.get('X-Amz-Signature');
    url.searchParams.delete('X-Amz-Signature');
    const again = sign(
      {
        service: 'rds-db',
        region: 'eu-central-1',
        method: 'GET',
        host: url.host,
        path: url.pathname + url.search,
        signQuery: true,
      },
      KEYS,
    );
    assert.equal(new URL(again.path ?? '', 'https://x').searchParams.get('X-Amz-Signature'), signature);
    assert.ok(!token.includes(KEYS.secretAccessKey));
  });

  test('without credentials, says where to get some', async () => {
    const making = withEnvironment(createEnvironment(), () =>
      createToken({ host: HOST, port: 5432, user: 'ada', region: 'eu-central-1' }),
    );
    await assert.rejects(
      making,
      /^Error: No token for ada could be made: .*credentials .*profile in the connection's "iam".*then try again\.$/,
    );
  });

  test('without a Region, says so', async () => {
    const making = withEnvironment(createKeyEnvironment(), () =>
      createToken({ host: 'h', port: 5432, user: 'ada' }),
    );
    await assert.rejects(making, /no AWS Region is known\. Say which with "region"/);
  });
});

describe('a secret of Secrets Manager', () => {
  const SECRETS: Readonly<Record<string, string>> = {
    managed: JSON.stringify({ engine: 'postgres', username: 'postgres', password: 'from AWS' }),
    plain: 'only text',
    other: JSON.stringify({ user: 'ada' }),
  };
  let api: Server;
  let endpoint: string;
  before(async () => {
    api = createServer((request, response) => {
      void text(request).then((body) => {
        const { refusal } = checkSignature(request, body, KEYS);
        const { SecretId } = JSON.parse(body) as { readonly SecretId: string };
        const found = SECRETS[SecretId];
        const error = refusal ?? (found === undefined ? 'ResourceNotFoundException' : undefined);
        const answer = error === undefined ? { SecretString: found } : { __type: error, message: 'no' };
        response.writeHead(error === undefined ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  });
  after(() => api.close());

  const environment = () => {
    const keys = createKeyEnvironment();
    return { ...keys, variables: { ...keys.variables, AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint } };
  };
  const read = (id: string) =>
    withEnvironment(environment(), () => readPassword({ id, region: 'eu-central-1' }));

  test('gives its password, or all of a text', async () => {
    assert.equal(await read('managed'), 'from AWS');
    assert.equal(await read('plain'), 'only text');
  });

  test('that is not there, or has none, is told without its content', async () => {
    await assert.rejects(read('none'), /The secret none could not be read: AWS has none of this name/);
    await assert.rejects(read('other'), /The secret other holds no password\.$/);
  });

  test('opens a connection of the command line', async () => {
    const folder = makeFolder();
    const { host, port, stop } = await startPostgres({ version: 15, password: 'from AWS' });
    mkdirSync(join(folder, '.vscode'));
    const connect = (name: string, secret: string) => ({
      name,
      host,
      port,
      secret: { id: secret, region: 'eu-central-1' },
    });
    const settings = { 'auroraLambda.connections': [connect('good', 'managed'), connect('bad', 'none')] };
    writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
    const keys = environment();
    const runOn = (name: string) =>
      runCli(['run', '--connection', name, '-c', 'SELECT 1'], {
        cwd: folder,
        env: { ...keys.variables, PGPASSWORD: 'x' },
      });
    const good = await runOn('good');
    const bad = await runOn('bad');
    keys.remove();
    await stop();
    assert.equal(good.code, 0, good.stderr);
    assert.equal(bad.code, 3);
    assert.match(bad.stderr, /^aurora-lambda-sql: The secret none could not be read: .*\n$/);
  });
});
