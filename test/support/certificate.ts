/** A self-signed certificate for 127.0.0.1 and localhost, and those it signs, made afresh: X.509 v3 in DER, RFC 5280. */
import { createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

export interface Certificate {
  readonly certificatePem: string;
  readonly keyPem: string;
}

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = oid('2a8648ce3d040302');
const COMMON_NAME = oid('550403');
const SUBJECT_ALTERNATIVE_NAME = oid('551d11');
const BASIC_CONSTRAINTS = oid('551d13');

export interface CertificateOptions {
  /** The DNS name in place of 127.0.0.1 and localhost. */
  readonly host?: string;
  /** Valid until yesterday. */
  readonly expired?: boolean;
}

/** Valid from yesterday for a month, if nothing else is wanted. */
export function createCertificate({ host, expired = false }: CertificateOptions = {}): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = toName('localhost');
  const extensions = sequence(isAuthority(), alternativeNames(host));
  const fromMs = Date.now() - (expired ? 30 * DAY_MS : DAY_MS);
  return toCertificate(
    { issuer: name, subject: name, publicKey, fromMs, extensions },
    privateKey,
    privateKey,
  );
}

export interface ClientCertificateOptions {
  readonly commonName: string;
  /** In days from now; it is valid for 29. */
  readonly fromDays?: number;
}

/** Of somebody who connects, signed by an authority that `createCertificate` made. */
export function createClientCertificate(
  authority: Certificate,
  { commonName, fromDays = -1 }: ClientCertificateOptions,
): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const fromMs = Date.now() + fromDays * DAY_MS;
  const body = { issuer: toName('localhost'), subject: toName(commonName), publicKey, fromMs };
  return toCertificate(body, privateKey, createPrivateKey(authority.keyPem));
}

/** The same key under a passphrase. */
export function encryptKey(keyPem: string, passphrase: string): string {
  const cipher = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase } as const;
  return createPrivateKey(keyPem).export(cipher).toString();
}

interface Body {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  readonly fromMs: number;
  readonly extensions?: Buffer;
}

function toCertificate(body: Body, own: KeyObject, signer: KeyObject): Certificate {
  const signed = toBody(body);
  const signature = bitString(sign('sha256', signed, signer));
  return {
    certificatePem: pem('CERTIFICATE', sequence(signed, sequence(ECDSA_WITH_SHA256), signature)),
    keyPem: own.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function toBody({ issuer, subject, publicKey, fromMs, extensions }: Body): Buffer {
  return sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    sequence(ECDSA_WITH_SHA256),
    issuer,
    sequence(time(fromMs), time(fromMs + 29 * DAY_MS)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions ? [der(0xa3, extensions)] : []),
  );
}

function toName(commonName: string): Buffer {
  return sequence(der(0x31, sequence(COMMON_NAME, utf8(commonName))));
}

/** A client that trusts this one certificate must see in it an authority. */
function isAuthority(): Buffer {
  const yes = der(0x01, Buffer.from([0xff]));
  return sequence(BASIC_CONSTRAINTS, yes, der(0x04, sequence(yes)));
}

function alternativeNames(host: string | undefined): Buffer {
  const dns = der(0x82, Buffer.from(host ?? 'localhost'));
  const names = host === undefined ? sequence(dns, der(0x87, Buffer.from([127, 0, 0, 1]))) : sequence(dns);
  return sequence(SUBJECT_ALTERNATIVE_NAME, der(0x04, names));
}

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
}

function length(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.from([bytes]);
  return bytes < 0x100 ? Buffer.from([0x81, bytes]) : Buffer.from([0x82, bytes >> 8, bytes & 0xff]);
}

function sequence(...contents: readonly Buffer[]): Buffer {
  return der(0x30, ...contents);
}

function integer(bigEndian: Buffer): Buffer {
  return der(0x02, bigEndian);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function utf8(text: string): Buffer {
  return der(0x0c, Buffer.from(text));
}

function bitString(bytes: Buffer): Buffer {
  return der(0x03, Buffer.from([0]), bytes);
}

/** UTCTime: 260131235959Z. */
function time(ms: number): Buffer {
  const text = new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '');
  return der(0x17, Buffer.from(text.slice(2)));
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
