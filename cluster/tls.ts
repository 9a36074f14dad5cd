import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import type { ConnectionProfile } from './profile';
import { findAuthorities } from './rdsAuthorities';

/** How to encrypt, for pg and for the cancel request; `false`: not at all. Throws where `caFile` can't be read. */
export function tlsOptions(profile: ConnectionProfile): ConnectionOptions | false {
  const trusted = { ...readTrusted(profile), ...readName(profile) };
  switch (profile.ssl) {
    case 'disable':
      return false;
    case 'prefer':
      return { rejectUnauthorized: false };
    case 'require':
      // libpq: with a CA of one's own, `require` checks as verify-ca does.
      return profile.caFile === undefined ? { rejectUnauthorized: false } : { ...trusted, ...anyHost };
    case 'verify-ca':
      return { ...trusted, ...anyHost };
    case 'verify-full':
      return trusted;
  }
}

const anyHost: ConnectionOptions = { checkServerIdentity: () => undefined };

function readName({ certificateName }: ConnectionProfile): ConnectionOptions {
  return certificateName === undefined ? {} : { servername: certificateName };
}

function readTrusted({ caFile, host, certificateName }: ConnectionProfile): ConnectionOptions {
  if (caFile !== undefined) return { ca: readFileSync(caFile) };
  const authorities = findAuthorities(certificateName ?? host);
  return authorities ? { ca: [...authorities] } : {};
}
