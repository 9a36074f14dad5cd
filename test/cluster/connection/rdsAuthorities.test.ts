import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { test } from 'node:test';
import { findAuthorities } from '../../../cluster/connection/rdsAuthorities';
import { tlsOptions } from '../../../cluster/connection/tls';
import { createProfile } from '../../support/session';

const RDS = 'x.cluster-abc.eu-central-1.rds.amazonaws.com';

test('for RDS the authorities of Amazon are trusted beside the usual ones', () => {
  const authorities = findAuthorities(RDS) ?? [];
  const own = authorities.slice(rootCertificates.length).map((pem) => new X509Certificate(pem));
  const valid = own.filter(({ validTo }) => new Date(validTo) > new Date());
  assert.ok(valid.some(({ subject }) => subject.includes('Amazon RDS eu-central-1 Root CA RSA2048 G1')));
  assert.ok(own.every(({ subject }) => /Amazon|Starfield/.test(subject)));
});

test('for other hosts they are not', () => {
  for (const host of ['db.example.com', 'rds.amazonaws.com.example.com', '127.0.0.1'])
    assert.equal(findAuthorities(host), undefined, host);
});

test('a host of RDS is checked in full, its own authority file goes first', () => {
  const options = tlsOptions(createProfile({ host: RDS, port: 5432 }, { ssl: 'verify-full' }));
  assert.ok(options && Array.isArray(options.ca) && options.ca.length > 100);
  assert.throws(() =>
    tlsOptions(createProfile({ host: RDS, port: 1 }, { ssl: 'verify-full', caFile: '/nonexistent' })),
  );
});
