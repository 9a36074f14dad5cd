import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isConnectionUri, readConnectionUri } from '../../../cluster/profile/connectionUri';
import { PROFILE_DEFAULTS } from '../../../cluster/profile/profile';
import { readProfile } from '../../../cluster/profile/readProfile';

const problemsOf = (value: unknown) => readProfile(value).problems;

describe('a profile of the settings', () => {
  test('needs a name and a host; the rest has defaults', () => {
    assert.deepEqual(readProfile({ name: 'prod', host: 'db.example.com' }), {
      profile: { ...PROFILE_DEFAULTS, name: 'prod', host: 'db.example.com', ssl: 'verify-full' },
      problems: [],
    });
  });

  test('is encrypted and checked in full, except on this machine', () => {
    const sslOf = (host: string) => readProfile({ name: 'a', host }).profile?.ssl;
    for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '::1', '/var/run/postgresql'])
      assert.equal(sslOf(host), 'prefer', host);
    for (const host of ['db', '10.0.0.1', '127.0.0.1.example.com', 'localhost.example.com'])
      assert.equal(sslOf(host), 'verify-full', host);
  });

  test('all of it can be said', () => {
    const all = {
      name: 'prod',
      host: 'db.example.com',
      port: 6432,
      database: 'orders',
      user: 'ada',
      ssl: 'verify-ca',
      caFile: 'ca.pem',
      certFile: 'ada.crt',
      keyFile: 'ada.key',
      ssh: { host: 'bastion', port: 2222, user: 'me', keyFile: 'k', agent: false, knownHostsFile: 'h' },
      connectTimeoutMs: 5_000,
      keepAliveMs: 0,
      group: 'Shop',
      color: 'green',
      statementTimeoutMs: 60_000,
      rowLimit: 0,
    };
    assert.deepEqual(readProfile(all), { profile: all, problems: [] });
  });

  test('what is wrong is told in a sentence each', () => {
    assert.deepEqual(problemsOf('prod'), ['A connection must be an object with "name" and "host".']);
    assert.deepEqual(problemsOf([]), ['A connection must be an object with "name" and "host".']);
    assert.deepEqual(problemsOf({ name: 'p' }), ['Connection "p": "host" is missing.']);
    assert.deepEqual(problemsOf({ host: 'h' }), ['A connection: "name" is missing.']);
    assert.deepEqual(problemsOf({ name: 'p', host: 'h', port: '5432', database: '', user: 7, ssl: 'on' }), [
      'Connection "p": "port" must be a whole number from 1 to 65535.',
      'Connection "p": "database" must be a text that is not empty.',
      'Connection "p": "user" must be a text that is not empty.',
      'Connection "p": "ssl" must be one of disable, prefer, require, verify-ca, verify-full.',
    ]);
    assert.deepEqual(problemsOf({ name: 'p', host: 'h', color: '#ff0000', group: 7 }), [
      'Connection "p": "group" must be a text that is not empty.',
      'Connection "p": "color" must be one of red, orange, yellow, green, blue, purple, gray.',
    ]);
    assert.deepEqual(problemsOf({ name: 'sandbox', host: 'h' }), [
      'Connection "sandbox": the name "sandbox" is taken by the embedded cluster. Choose another.',
    ]);
    assert.match(problemsOf({ name: 'p', host: 'h', ssl: 'prefer' })[0] ?? '', /Use verify-full\.$/);
  });

  test('a password in the settings is not read, and what is not known is named; the rest stays usable', () => {
    const { profile, problems } = readProfile({ name: 'p', host: 'h', password: 'secret', colour: 'red' });
    assert.ok(profile);
    assert.ok(!JSON.stringify([profile, problems]).includes('secret'));
    assert.deepEqual(problems, [
      'Connection "p": "password" is not read: a password does not belong into settings. Remove it; you are asked for it.',
      'Connection "p": "colour" is not a setting of a connection.',
    ]);
  });
});

describe('a connection URI', () => {
  test('gives profile and password apart', () => {
    const reading = readConnectionUri(
      'postgresql://a%40b:p%3Aw%20d@[::1]:5433/d%20b?sslmode=require&connect_timeout=3&application_name=x',
    );
    assert.ok(reading.kind === 'read');
    assert.equal(reading.password, 'p:w d');
    assert.deepEqual(reading.profile, {
      ...PROFILE_DEFAULTS,
      name: '[::1]:5433/d%20b',
      host: '::1',
      port: 5433,
      database: 'd b',
      user: 'a@b',
      ssl: 'require',
      connectTimeoutMs: 3_000,
    });
  });

  test('says how long silence may last, as libpq does', () => {
    const keepAliveOf = (query: string) => {
      const reading = readConnectionUri(`postgres://h/d?${query}`);
      return reading.kind === 'read' ? reading.profile.keepAliveMs : reading.problem;
    };
    assert.deepEqual(
      ['keepalives=0', 'keepalives_idle=60', 'keepalives=1&keepalives_idle=0'].map(keepAliveOf),
      [0, 60_000, PROFILE_DEFAULTS.keepAliveMs],
    );
  });

  test("has libpq's defaults: the database is named as the user", () => {
    const reading = readConnectionUri('postgres://ada@db.example.com');
    assert.ok(reading.kind === 'read');
    const { host, port, database, user, ssl } = reading.profile;
    assert.deepEqual(
      [host, port, database, user, ssl],
      ['db.example.com', 5432, 'ada', 'ada', 'verify-full'],
    );
    assert.equal(reading.password, undefined);
  });

  test('may name a socket folder, or no host at all', () => {
    const socket = readConnectionUri('postgres://ada@%2Fvar%2Frun/db');
    assert.ok(socket.kind === 'read');
    assert.deepEqual([socket.profile.host, socket.profile.ssl], ['/var/run', 'prefer']);
    const none = readConnectionUri('postgres:///db');
    assert.ok(none.kind === 'read');
    assert.deepEqual([none.profile.host, none.profile.database], ['localhost', 'db']);
  });

  test("that can't be used is told without its password", () => {
    for (const uri of [
      'postgres://a:secret@h:port/db',
      'postgres://a:secret@h/db?sslmode=on',
      'postgres://a:secret@h/db?target_session_attrs=any',
      'postgres://a:secret@h/db?connect_timeout=soon',
      'mysql://a:secret@h/db',
    ]) {
      const reading = readConnectionUri(uri);
      assert.ok(reading.kind === 'unreadable', uri);
      assert.ok(!reading.problem.includes('secret'));
      assert.match(reading.problem, /^The connection URI can't be used: .*[^.]\.$/);
    }
  });

  test('is told from a name', () => {
    assert.deepEqual(
      ['postgres://h', 'POSTGRESQL://h', 'prod', 'postgres', 'http://h'].map(isConnectionUri),
      [true, true, false, false, false],
    );
  });
});

describe('an SSH server', () => {
  const read = (ssh: unknown, more: object = {}) => readProfile({ name: 'p', host: 'h', ssh, ...more });

  test('can be written as a destination', () => {
    assert.deepEqual(read('me@bastion:2222').profile?.ssh, { host: 'bastion', user: 'me', port: 2222 });
    assert.deepEqual(read('bastion').profile?.ssh, { host: 'bastion' });
    assert.deepEqual(read('[fe80::1]:22').profile?.ssh, { host: 'fe80::1', port: 22 });
    assert.deepEqual(read('me@2001:db8::1').profile?.ssh, { host: '2001:db8::1', user: 'me' });
  });

  test('that can not be read is told', () => {
    for (const wrong of [
      '',
      'a b',
      'h:99999',
      'ssh://h',
      7,
      {},
      { host: 'h', port: '22' },
      { host: 'h', password: 'x' },
    ])
      assert.match(read(wrong).problems.join(), /"ssh" must be "user@host:port"/, JSON.stringify(wrong));
    assert.match(read('h', { tunnel: 'x ${port}' }).problems.join(), /only one of "ssh" and "tunnel"/);
  });
});

describe('AWS has the password', () => {
  const RDS = 'x.cluster-abc.eu-west-1.rds.amazonaws.com';
  const read = (more: object) => readProfile({ name: 'p', host: RDS, ...more });

  test('the Region is that of the host or the ARN, unless it is said', () => {
    assert.deepEqual(read({ iam: true }).profile?.iam, { host: RDS, region: 'eu-west-1' });
    assert.deepEqual(read({ host: 'db', iam: { host: RDS, profile: 'work' } }).profile?.iam, {
      host: RDS,
      profile: 'work',
      region: 'eu-west-1',
    });
    assert.deepEqual(read({ secret: 'a/b' }).profile?.secret, { id: 'a/b', region: 'eu-west-1' });
    const arn = 'arn:aws:secretsmanager:us-east-2:123456789012:secret:a';
    assert.deepEqual(read({ secret: arn }).profile?.secret, { id: arn, region: 'us-east-2' });
    assert.deepEqual(read({ secret: { id: arn, region: 'sa-east-1' } }).profile?.secret?.region, 'sa-east-1');
    assert.equal(read({ iam: false }).profile?.iam, undefined);
  });

  test('what can not be read is told', () => {
    for (const wrong of [{ iam: 'yes' }, { iam: { region: 7 } }, { secret: '' }, { secret: { name: 'a' } }])
      assert.equal(read(wrong).problems.length, 1, JSON.stringify(wrong));
    assert.match(read({ iam: true, secret: 'a' }).problems.join(), /only one of/);
  });
});
