import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { checkServerIdentity, type ConnectionOptions } from 'node:tls';
import { expandHome } from '../profile/homePath';
import type { ConnectionProfile } from '../profile/profile';
import { findAuthorities } from './rdsAuthorities';

/** How to encrypt, for pg and for the cancel request; `false`: not at all. Throws where `caFile` can't be read. */
export function tlsOptions(profile: ConnectionProfile): ConnectionOptions | false {
  const own = readOwn(profile);
  const trusted = { ...readTrusted(profile), ...readName(profile), ...own };
  switch (profile.ssl) {
    case 'disable':
      return false;
    case 'prefer':
      return { rejectUnauthorized: false, ...own };
    case 'require':
      // libpq: with a CA of one's own, `require` checks as verify-ca does.
      return profile.caFile === undefined
        ? { rejectUnauthorized: false, ...own }
        : { ...trusted, ...anyHost };
    case 'verify-ca':
      return { ...trusted, ...anyHost };
    case 'verify-full':
      return trusted;
  }
}

const anyHost: ConnectionOptions = { checkServerIdentity: () => undefined };

function readOwn({ clientCertificate }: ConnectionProfile): ConnectionOptions {
  return clientCertificate ? { cert: clientCertificate.certificate, key: clientCertificate.key } : {};
}

/** Behind a tunnel the certificate is still that of the server itself. TLS has no server names that are addresses. */
function readName({ realServer }: ConnectionProfile): ConnectionOptions {
  if (!realServer) return {};
  const { host } = realServer;
  if (!isIP(host)) return { servername: host };
  return { checkServerIdentity: (_tunnel, certificate) => checkServerIdentity(host, certificate) };
}

function readTrusted({ caFile, host, realServer }: ConnectionProfile): ConnectionOptions {
  if (caFile !== undefined) return { ca: readFileSync(expandHome(caFile)) };
  const authorities = findAuthorities(realServer?.host ?? host);
  return authorities ? { ca: [...authorities] } : {};
}
