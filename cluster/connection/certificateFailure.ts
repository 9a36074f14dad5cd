import type { ConnectionProfile } from '../profile/profile';

/** Alerts by which a server refuses what a client shows: RFC 8446, section 6.2. */
const REFUSED =
  /_ALERT_(?:UNKNOWN_CA|DECRYPT_ERROR|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_(?:REVOKED|EXPIRED|UNKNOWN))$/;

/**
 * What a server has against the client's certificate, or against there being none, as a sentence for the user;
 * undefined: the error is another.
 */
export function describeCertificateRefusal(
  { code = '', message }: { readonly code?: string; readonly message: string },
  { host, port, user, clientCertificate }: ConnectionProfile,
): string | undefined {
  const server = `The server at ${host}:${port}`;
  if (/requires a valid client certificate/.test(message) || /ALERT_CERTIFICATE_REQUIRED$/.test(code))
    return `${server} wants a client certificate, and none was sent. Name it and its key in "certFile" and "keyFile" (sslcert and sslkey in a URI).`;
  if (!clientCertificate) return undefined;
  if (REFUSED.test(code)) {
    const alert = /alert ([a-z ]+)/.exec(message)?.[1] ?? code;
    return `${server} does not take the client certificate (${alert}). Name one in "certFile" that is valid and that an authority signed which the server trusts.`;
  }
  // With `clientcert=verify-full` it is the rest of the line's method that "fails".
  if (code !== '28000' || !/^"?(?:certificate|trust)"? authentication failed/.test(message)) return undefined;
  return `${server} does not take the client certificate for user ${user}: ${message}. Connect as the user whose name the certificate carries, or have pg_ident.conf map it.`;
}
