import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { findDefaultRegion } from '../../aws/lambdaApi';
import { patience, withDirectory, type AskOptions, type Asked } from '../support/aws/directory';
import { createEnvironment, withEnvironment } from '../support/aws/environment';
import { KEYS, REGION } from '../support/aws/lambdaApi';
import { startSts } from '../support/aws/sts';

const TEMPORARY = {
  accessKeyId: 'ASIATEMPORARY',
  secretAccessKey: 'made-for-a-role',
  sessionToken: 'a+token/==',
};
const SECRETS = [KEYS.secretAccessKey, TEMPORARY.secretAccessKey, TEMPORARY.sessionToken];

/** Asks for one function; what is told never has a secret in it. */
async function check(
  options: Omit<AskOptions, 'functions'>,
  judge: (kind: string, asked: Asked) => void,
  prepare?: (asked: Asked) => void,
): Promise<void> {
  await withDirectory({ ...options, functions: [{ FunctionName: 'greet' }] }, async (asked) => {
    prepare?.(asked);
    const { kind } = await asked.directory.find({ name: 'greet' }, patience());
    for (const secret of SECRETS) assert.ok(!asked.told.join().includes(secret));
    judge(kind, asked);
  });
}

/** What a refusal to work without good credentials looks like. */
function checkTold(advice: RegExp, refused: readonly string[] = []) {
  return (kind: string, { told, lambda, directory }: Asked): void => {
    assert.equal(kind, 'unknown');
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', advice);
    assert.deepEqual([lambda.calls, lambda.refused], [[], refused]);
    assert.equal(directory.pausedMs(), 60_000);
  };
}

const checkFound = (kind: string, { lambda, told }: Asked): void => {
  assert.deepEqual([kind, lambda.refused, told], ['found', [], []]);
};

test('keys in the environment, with and without a session token', async () => {
  await check({ environment: createEnvironment({ keys: KEYS }) }, checkFound);
  await check({ environment: createEnvironment({ keys: TEMPORARY }) }, checkFound, ({ lambda }) => {
    lambda.keys = TEMPORARY;
  });
});

test('keys of a profile, which goes before those of the environment', async () => {
  const credentials = `[dev]\naws_access_key_id=${KEYS.accessKeyId}\naws_secret_access_key=${KEYS.secretAccessKey}\n`;
  const environment = createEnvironment({ credentials, keys: TEMPORARY });
  await check({ environment, place: { profile: 'dev' } }, checkFound);
});

test('a profile whose keys a command gives: it runs once', async () => {
  const answer = { Version: 1, AccessKeyId: KEYS.accessKeyId, SecretAccessKey: KEYS.secretAccessKey };
  const environment = createEnvironment({
    config: '[profile dev]\ncredential_process = PROGRAM\n',
    program: `require('fs').appendFileSync(__filename + '.runs', 'x'); console.log(${JSON.stringify(JSON.stringify(answer))})`,
  });
  const runs = join(dirname(environment.variables['AWS_CONFIG_FILE'] ?? ''), 'program.cjs.runs');
  const options = { environment, place: { profile: 'dev' }, functions: [{ FunctionName: 'greet' }] };
  await withDirectory(options, async (asked) => {
    const answers = ['greet', 'grete', 'great'].map((name) => asked.directory.find({ name }, patience()));
    const kinds = (await Promise.all(answers)).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['found', 'missing', 'missing']);
    assert.equal(readFileSync(runs, 'utf8'), 'x');
  });
});

test('a role, assumed with the keys of another profile', async () => {
  const sts = await startSts(KEYS, TEMPORARY);
  const { variables, ...rest } = createEnvironment({
    config: `[profile reader]\nrole_arn = arn:aws:iam::123456789012:role/reader\nsource_profile = base\nregion = ${REGION}\n`,
    credentials: `[base]\naws_access_key_id=${KEYS.accessKeyId}\naws_secret_access_key=${KEYS.secretAccessKey}\n`,
  });
  const environment = { variables: { ...variables, AWS_ENDPOINT_URL_STS: sts.endpoint }, ...rest };
  await check({ environment, place: { profile: 'reader' } }, checkFound, ({ lambda }) => {
    lambda.keys = TEMPORARY;
  });
  assert.deepEqual(sts.assumed, ['arn:aws:iam::123456789012:role/reader']);
  await sts.stop();
});

test('a role behind an MFA device: its code is not asked for, and it is said so', () => {
  const environment = createEnvironment({
    config:
      '[profile strict]\nrole_arn = arn:aws:iam::123456789012:role/reader\nsource_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/me\n',
    credentials: `[base]\naws_access_key_id=${KEYS.accessKeyId}\naws_secret_access_key=${KEYS.secretAccessKey}\n`,
  });
  return check({ environment, place: { profile: 'strict' } }, checkTold(/MFA device/));
});

test('no credentials anywhere: one line says how', () =>
  check({ environment: createEnvironment() }, checkTold(/no AWS credentials could be had\. Name a profile/)));

test('a profile that does not exist', () =>
  check(
    { environment: createEnvironment(), place: { profile: 'nobody' } },
    checkTold(/^nobody: no AWS credentials could be had/),
  ));

test('an SSO session that was never begun', () => {
  const environment = createEnvironment({
    config:
      '[profile sso]\nsso_session = company\nsso_account_id = 123456789012\nsso_role_name = reader\n[sso-session company]\nsso_region = eu-central-1\nsso_start_url = https://example.invalid/start\n',
  });
  const HOME = {
    ...environment,
    variables: { ...environment.variables, HOME: environment.variables['AWS_CONFIG_FILE'] ?? '' },
  };
  return check({ environment: HOME, place: { profile: 'sso' } }, checkTold(/aws sso login/));
});

test('keys that AWS does not take: a wrong secret, a key that is gone, a token that has ended', async () => {
  const wrong = { ...KEYS, secretAccessKey: 'another' };
  const told = /does not take the credentials/;
  await check(
    { environment: createEnvironment({ keys: wrong }) },
    checkTold(told, ['InvalidSignatureException']),
  );
  await check(
    { environment: createEnvironment({ keys: TEMPORARY }) },
    checkTold(told, ['UnrecognizedClientException']),
  );
});

test('a command that fails is not run again with every question, and what it prints is not passed on', async () => {
  const environment = createEnvironment({
    config: '[profile dev]\ncredential_process = PROGRAM\n',
    program: `console.error('${KEYS.secretAccessKey}'); process.exit(1)`,
  });
  await check({ environment, place: { profile: 'dev' } }, checkTold(/no AWS credentials could be had/));
});

test('the Region that the environment or the profile names', async () => {
  const config = '[default]\nregion = eu-west-1\n[profile dev]\nregion = us-west-2\n';
  await withEnvironment(createEnvironment({ config }), async () => {
    assert.equal(await findDefaultRegion(undefined), 'eu-west-1');
    assert.equal(await findDefaultRegion('dev'), 'us-west-2');
  });
  await withEnvironment(createEnvironment(), async () => {
    assert.equal(await findDefaultRegion(undefined), undefined);
  });
});
