import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readConnectionEntry } from '../../../cluster/profile/connectionEntry';
import { readConnectionUri } from '../../../cluster/profile/connectionUri';
import { readService } from '../../../cluster/profile/libpqDefaults';
import { makeFolder } from '../../support/sandbox';

const folder = makeFolder();
const file = join(folder, 'services.conf');
writeFileSync(
  file,
  `# ours
[other]
host=other.example.com

[prod]
host = db.example.com
port=6432
dbname=orders
user=ada
password=from the file
connect_timeout=7
#user=nobody
options=-c search_path=app

[prod]
host=never
`,
);
const env = { PGSERVICEFILE: file };

function uri(text: string, more: Readonly<Record<string, string>> = {}) {
  const reading = readConnectionUri(text, more);
  assert.ok(reading.kind === 'read', reading.kind === 'unreadable' ? reading.problem : '');
  return reading;
}

test('a service gives what libpq reads of it; the first section of a name counts', () => {
  assert.deepEqual(readService('prod', env), {
    kind: 'found',
    fields: { host: 'db.example.com', port: 6432, database: 'orders', user: 'ada', connectTimeoutMs: 7000 },
    password: 'from the file',
  });
});

test('a service that is not there is told with the file that was looked into', () => {
  const reading = readService('none', env);
  assert.ok(reading.kind === 'missing');
  assert.ok(reading.problem.includes(file));
});

describe('a connection of the settings', () => {
  test('takes from its service what it does not say', () => {
    const { profile, problems } = readConnectionEntry({ name: 'p', service: 'prod', user: 'eve' }, env);
    assert.deepEqual(problems, []);
    assert.equal(profile?.host, 'db.example.com');
    assert.equal(profile.user, 'eve');
    assert.equal(profile.service, 'prod');
    assert.ok(!JSON.stringify(profile).includes('from the file'));
  });

  test('whose service is missing is not used', () => {
    const { profile, problems } = readConnectionEntry({ name: 'p', service: 'none' }, env);
    assert.equal(profile, undefined);
    assert.match(problems.join(), /^Connection "p": there is no service "none" in /);
  });
});

test('a keyword that is none of libpq is passed over, whatever it is called; a file that cannot be read says so', () => {
  const odd = join(folder, 'odd.conf');
  writeFileSync(odd, '[odd]\nhost=db\nconstructor=1\n__proto__=2\nfallback=3\n');
  assert.deepEqual(readService('odd', { PGSERVICEFILE: odd }), {
    kind: 'found',
    fields: { host: 'db' },
    password: undefined,
  });
  const unreadable = readService('odd', { PGSERVICEFILE: folder });
  assert.match(unreadable.kind === 'missing' ? unreadable.problem : '', /^the service file can't be read: /);
});

describe('a connection URI', () => {
  test('takes what it leaves out from the environment', () => {
    const { profile, password } = uri('postgres://', {
      PGHOST: 'db.example.com',
      PGPORT: '6432',
      PGUSER: 'ada',
      PGPASSWORD: 'secret',
      PGSSLMODE: 'require',
    });
    assert.equal(profile.host, 'db.example.com');
    assert.equal(profile.port, 6432);
    assert.equal(profile.database, 'ada');
    assert.equal(profile.ssl, 'require');
    assert.equal(password, 'secret');
  });

  test('goes before its service, its service before the environment', () => {
    const { profile, password } = uri('postgres:///mine?service=prod', {
      ...env,
      PGHOST: 'x',
      PGPASSWORD: 'x',
    });
    assert.equal(profile.host, 'db.example.com');
    assert.equal(profile.database, 'mine');
    assert.equal(password, 'from the file');
  });

  test('PGSERVICE names a service too', () => {
    assert.equal(uri('postgres://', { ...env, PGSERVICE: 'other' }).profile.host, 'other.example.com');
    assert.equal(readConnectionUri('postgres://', { ...env, PGSERVICE: 'none' }).kind, 'unreadable');
  });
});
