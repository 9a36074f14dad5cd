/** Bytes as text and back again without a loss. */
import { isUtf8 } from 'node:buffer';

/** `latin1` stands for every older encoding: it takes any bytes and gives the same ones back. */
export type Encoding = 'utf8' | 'utf8-bom' | 'utf16le' | 'utf16be' | 'latin1';

export interface DecodedFile {
  /** Without the byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
}

const MARKS: readonly (readonly [encoding: Encoding, mark: Buffer])[] = [
  ['utf8-bom', Buffer.from([0xef, 0xbb, 0xbf])],
  ['utf16le', Buffer.from([0xff, 0xfe])],
  ['utf16be', Buffer.from([0xfe, 0xff])],
];

const UNMARKED = ['utf8', Buffer.alloc(0)] as const;

/** By the byte order mark; without one UTF-8, unless the bytes can't be that. */
export function decode(bytes: Buffer): DecodedFile {
  const [encoding, mark] = findMark(bytes) ?? UNMARKED;
  // Not what it says or seems to be: then each byte is a character.
  if (encoding.startsWith('utf8') && !isUtf8(bytes))
    return { text: toText(bytes, 'latin1'), encoding: 'latin1' };
  return { text: toText(bytes.subarray(mark.length), encoding), encoding };
}

/** Undefined where the encoding has no way to write the text. */
export function encode({ text, encoding }: DecodedFile): Buffer | undefined {
  const [, mark] = MARKS.find(([name]) => name === encoding) ?? UNMARKED;
  const bytes = Buffer.concat([mark, toBytes(text, encoding)]);
  return decode(bytes).text === text ? bytes : undefined;
}

function findMark(bytes: Buffer) {
  return MARKS.find(([, mark]) => bytes.subarray(0, mark.length).equals(mark));
}

function toText(bytes: Buffer, encoding: Encoding): string {
  switch (encoding) {
    case 'utf8':
    case 'utf8-bom':
      return bytes.toString('utf8');
    case 'utf16be':
      return swapBytes(bytes).toString('utf16le');
    case 'utf16le':
    case 'latin1':
      return bytes.toString(encoding);
  }
}

function toBytes(text: string, encoding: Encoding): Buffer {
  switch (encoding) {
    case 'utf8':
    case 'utf8-bom':
      return Buffer.from(text, 'utf8');
    case 'utf16be':
      return swapBytes(Buffer.from(text, 'utf16le'));
    case 'utf16le':
    case 'latin1':
      return Buffer.from(text, encoding);
  }
}

/** A copy; an odd byte at the end belongs to no character and is left out. */
function swapBytes(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
}
