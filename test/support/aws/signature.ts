/** AWS's Signature Version 4, checked with a library that is not AWS's own. */
import type { IncomingMessage } from 'node:http';
import { sign } from 'aws4';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface Signed {
  readonly region: string;
  readonly service: string;
  /** Why AWS would refuse the request; undefined: it would take it. */
  readonly refusal?:
    'MissingAuthenticationTokenException' | 'InvalidSignatureException' | 'UnrecognizedClientException';
}

const FORM =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=[0-9a-f]{64}$/;

/** Signs the request again, with the keys that the server knows, and compares. */
export function checkSignature(request: IncomingMessage, body: string, keys: Keys): Signed {
  const given = request.headers.authorization ?? '';
  const [, accessKeyId, , region = '', service = '', signedHeaders = ''] = FORM.exec(given) ?? [];
  if (accessKeyId === undefined) return { region, service, refusal: 'MissingAuthenticationTokenException' };
  const token = request.headers['x-amz-security-token'];
  if (accessKeyId !== keys.accessKeyId || token !== keys.sessionToken) {
    return { region, service, refusal: 'UnrecognizedClientException' };
  }
  const headers: Record<string, string> = {};
  for (const name of signedHeaders.split(';')) headers[name] = String(request.headers[name]);
  const method = request.method ?? 'GET';
  const again = sign({ service, region, method, path: request.url ?? '/', headers, body }, keys);
  const expected = (again.headers as Record<string, string>)['Authorization'];
  const isSame = expected === given && signedHeaders.split(';').includes('x-amz-date');
  return { region, service, ...(!isSame && { refusal: 'InvalidSignatureException' }) };
}
