/** How a connection begins: messages without a type byte, told apart by their code. */
import { createFrame, createInt32, ProtocolViolation, splitTexts } from './frames';

const CANCEL_REQUEST = 80877102;
const SSL_REQUEST = 80877103;
const GSS_ENCRYPTION_REQUEST = 80877104;
/** Our own, of a major version that PostgreSQL never had: "who serves here?" */
const HELLO_REQUEST = 0x0a1a_0001;
const MAJOR_VERSION = 3;
/** As PostgreSQL's MAX_STARTUP_PACKET_LENGTH. */
const MAX_OPENING_BYTES = 10_000;

export type Opening =
  /** SSL or GSS encryption: refused with the letter N, then the client goes on without. */
  | { readonly kind: 'encryption' }
  | { readonly kind: 'cancel'; readonly processId: number; readonly secret: number }
  | { readonly kind: 'hello' }
  | {
      readonly kind: 'startup';
      readonly minorVersion: number;
      readonly parameters: ReadonlyMap<string, string>;
    };

export interface OpeningRead {
  readonly opening: Opening;
  /** What follows it. */
  readonly rest: Buffer;
}

/** Reads the first message; undefined: it is not complete. Throws `ProtocolViolation`. */
export function readOpening(bytes: Buffer): OpeningRead | undefined {
  if (bytes.length < 4) return undefined;
  const length = bytes.readInt32BE(0);
  if (length < 8 || length > MAX_OPENING_BYTES)
    throw new ProtocolViolation('invalid length of startup packet');
  if (bytes.length < length) return undefined;
  return { opening: toOpening(bytes.subarray(4, length)), rest: bytes.subarray(length) };
}

function toOpening(body: Buffer): Opening {
  const code = body.readInt32BE(0);
  switch (code) {
    case SSL_REQUEST:
    case GSS_ENCRYPTION_REQUEST:
      return { kind: 'encryption' };
    case CANCEL_REQUEST:
      if (body.length < 12) throw new ProtocolViolation('invalid cancel request');
      return { kind: 'cancel', processId: body.readInt32BE(4), secret: body.readInt32BE(8) };
    case HELLO_REQUEST:
      return { kind: 'hello' };
    default:
      return toStartup(code, body.subarray(4));
  }
}

function toStartup(code: number, body: Buffer): Opening {
  const [major, minorVersion] = [code >> 16, code & 0xffff];
  if (major !== MAJOR_VERSION) {
    throw new ProtocolViolation(
      `unsupported frontend protocol ${major}.${minorVersion}: server supports 3.0`,
    );
  }
  const texts = splitTexts(body);
  const parameters = new Map<string, string>();
  for (let index = 0; texts[index]; index += 2) parameters.set(texts[index] ?? '', texts[index + 1] ?? '');
  return { kind: 'startup', minorVersion, parameters };
}

/** Tells a client of protocol 3.2 that 3.0 is spoken here; undefined: it asked for nothing newer. */
export function createNegotiation(opening: Extract<Opening, { kind: 'startup' }>): Buffer | undefined {
  const unknown = [...opening.parameters.keys()].filter((name) => name.startsWith('_pq_.'));
  if (opening.minorVersion === 0 && unknown.length === 0) return undefined;
  return createFrame(
    'v',
    createInt32(MAJOR_VERSION << 16, unknown.length),
    ...unknown.map((name) => `${name}\0`),
  );
}

export function createHelloRequest(): Buffer {
  return createFrame('', createInt32(HELLO_REQUEST));
}

/** Settings of a startup message that the session begins with: `options=-c a=b` and all names but a few. */
export function readStartupSettings(parameters: ReadonlyMap<string, string>): Map<string, string> {
  const settings = new Map<string, string>();
  for (const [, name = '', value = ''] of (parameters.get('options') ?? '').matchAll(OPTION)) {
    settings.set(name.replaceAll('-', '_'), value.replaceAll(/\\(.)/g, '$1'));
  }
  for (const [name, value] of parameters) {
    if (!NOT_SETTINGS.has(name) && !name.startsWith('_pq_.')) settings.set(name, value);
  }
  return settings;
}

/** `-c name=value`, `-cname=value` or `--name=value`; a backslash keeps a blank. */
const OPTION = /(?:-c\s*|--)([\w.-]+)=((?:\\.|[^\s\\])*)/g;
const NOT_SETTINGS = new Set(['user', 'database', 'options', 'replication']);
