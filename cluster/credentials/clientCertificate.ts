/** The certificate by which a client says who it is: libpq's sslcert and sslkey. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { expandHome } from '../profile/homePath';
import { openWithPassphrase, type KeyFile, type KeyQuestions } from './keyQuestions';
import { readService } from '../profile/libpqDefaults';
import type { ClientCertificate, ConnectionProfile } from '../profile/profile';

/** Reads and compares the files that a connection names; undefined: it names none. Rejects with a sentence. */
export async function loadClientCertificate(
  profile: ConnectionProfile,
  questions: KeyQuestions,
): Promise<ClientCertificate | undefined> {
  if (profile.certFile === undefined || profile.ssl === 'disable') return undefined;
  const certFile = expandHome(profile.certFile);
  const keyFile = profile.keyFile === undefined ? undefined : expandHome(profile.keyFile);
  const certificate = read(certFile, 'The client certificate', '"certFile" (sslcert in a URI)');
  const parsed = parseCertificate(certificate, certFile);
  if (keyFile === undefined && !/PRIVATE KEY-----/.test(certificate))
    throw new Error(
      `${certFile} has no private key. Name the file with its key in "keyFile" (sslkey in a URI).`,
    );
  const keyText = readKey(keyFile ?? certFile);
  const key = await openKey(keyText, keyFile ?? certFile, profile, questions);
  if (!parsed.checkPrivateKey(key))
    throw new Error(
      `The key ${keyFile ?? certFile} is not the one of the certificate ${certFile}. Name the two that belong together.`,
    );
  return { certificate, key: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function read(file: string, what: string, field: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${what} can't be read: ${(error as Error).message}. Correct ${field}.`, {
      cause: error,
    });
  }
}

function parseCertificate(text: string, file: string): X509Certificate {
  let parsed;
  try {
    parsed = new X509Certificate(text);
  } catch (error) {
    throw new Error(`${file} holds no certificate in PEM. Correct "certFile" (sslcert in a URI).`, {
      cause: error,
    });
  }
  const { validFrom, validTo } = parsed;
  if (Date.parse(validTo) < Date.now())
    throw new Error(`The client certificate ${file} has expired (${validTo}). Have it renewed.`);
  if (Date.parse(validFrom) > Date.now())
    throw new Error(
      `The client certificate ${file} is not valid yet (${validFrom}). Check this machine's clock.`,
    );
  return parsed;
}

/** One that others can read is refused, by the rule of libpq (initialize_SSL in fe-secure-openssl.c). */
function readKey(file: string): string {
  const text = read(file, 'The key of the client certificate', '"keyFile" (sslkey in a URI)');
  if (process.platform === 'win32') return text;
  const { mode, uid } = statSync(file);
  const isRoots = uid === 0 && process.getuid?.() !== 0;
  if ((mode & (isRoots ? 0o037 : 0o077)) !== 0)
    throw new Error(
      `Others can read the key ${file}, so it is not used (libpq refuses it too). Take their rights away: chmod 600 '${file}'`,
    );
  return text;
}

const NO_KEY = 'holds no private key in PEM. Correct "keyFile" (sslkey in a URI).';

async function openKey(
  text: string,
  path: string,
  { service }: ConnectionProfile,
  questions: KeyQuestions,
): Promise<KeyObject> {
  if (!/ENCRYPTED/.test(text)) {
    const key = decrypt(text);
    if (key) return key;
    throw new Error(`${path} ${NO_KEY}`);
  }
  const reading = service === undefined ? undefined : readService(service, process.env);
  const stored = reading?.kind === 'found' ? reading.passphrase : undefined;
  const own = stored === undefined ? undefined : decrypt(text, stored);
  if (own) return own;
  const file: KeyFile = { path, use: 'tls' };
  const opened = await openWithPassphrase(file, questions, (passphrase) => decrypt(text, passphrase));
  if (opened.kind === 'opened') return opened.key;
  throw new Error(`Connecting was cancelled: the passphrase of ${path} was not given.`);
}

function decrypt(text: string, passphrase?: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: text, format: 'pem', ...(passphrase !== undefined && { passphrase }) });
  } catch {
    return undefined;
  }
}
