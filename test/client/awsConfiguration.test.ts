import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toAwsConfiguration, type AwsConfiguration } from '../../client/aws/awsConfiguration';
import { readProfile } from '../../cluster/profile/readProfile';
import { readAwsSettings } from '../../server/liveNames/settings';

const ON = { 'aws.enabled': true, 'aws.profile': '', 'aws.region': '', 'aws.endpoint': '' };
const SANDBOX = { kind: 'sandbox' } as const;

function connection(fields: Readonly<Record<string, unknown>>) {
  const { profile } = readProfile({ name: 'a', ...fields });
  return { kind: 'server', profile: profile ?? assert.fail('no profile') } as const;
}

/** The server reads what the client makes, and loses nothing. */
function check(made: AwsConfiguration, expected: AwsConfiguration): void {
  assert.deepEqual(made, expected);
  assert.deepEqual(readAwsSettings(made), expected);
}

test('off unless it is turned on, in a workspace that is trusted', () => {
  check(toAwsConfiguration({ ...ON, 'aws.enabled': false, 'aws.profile': 'dev' }, SANDBOX, true), {
    enabled: false,
  });
  check(toAwsConfiguration({ ...ON, 'aws.profile': 'dev' }, SANDBOX, false), { enabled: false });
  check(toAwsConfiguration(ON, SANDBOX, true), { enabled: true });
});

test('the settings say where, for the embedded cluster and for hosts that do not tell', () => {
  const settings = {
    ...ON,
    'aws.profile': 'dev',
    'aws.region': 'us-west-2',
    'aws.endpoint': 'http://localhost:4566',
  };
  const expected = { enabled: true, profile: 'dev', region: 'us-west-2', endpoint: 'http://localhost:4566' };
  check(toAwsConfiguration(settings, SANDBOX, true), expected);
  check(toAwsConfiguration(settings, connection({ host: 'db.example.com' }), true), expected);
  check(toAwsConfiguration(settings, { kind: 'missing', name: 'gone' }, true), expected);
});

test("a connection's own Region and account go first", () => {
  const settings = { ...ON, 'aws.profile': 'dev', 'aws.region': 'us-west-2' };
  const host = 'x.cluster-abc.eu-central-1.rds.amazonaws.com';
  check(toAwsConfiguration(settings, connection({ host }), true), {
    enabled: true,
    profile: 'dev',
    region: 'eu-central-1',
  });
  check(toAwsConfiguration(settings, connection({ host, iam: { profile: 'prod' } }), true), {
    enabled: true,
    profile: 'prod',
    region: 'eu-central-1',
  });
  const secret = { id: 'app', profile: 'prod', region: 'sa-east-1' };
  check(toAwsConfiguration(settings, connection({ host: 'localhost', secret }), true), {
    enabled: true,
    profile: 'prod',
    region: 'sa-east-1',
  });
});

test('settings that cannot be used count as not set', () => {
  assert.deepEqual(
    readAwsSettings({ enabled: true, profile: 5, region: 'x.evil.example#', endpoint: 'file:///etc' }),
    {
      enabled: true,
    },
  );
  for (const value of [undefined, null, 'on', { enabled: 'true' }])
    assert.deepEqual(readAwsSettings(value), { enabled: false });
});
