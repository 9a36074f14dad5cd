const SEPARATOR = '\r\n\r\n';
/** Header fields of any sender are shorter. */
const LONGEST_HEADER = 4096;

/**
 * What the first message of the bytes says; undefined where it can't be read. A message is header fields, an empty
 * line and JSON of `Content-Length` bytes (Base Protocol of LSP).
 */
export function readFirstContent(bytes: Buffer): { readonly value: unknown } | 'incomplete' | undefined {
  const end = bytes.indexOf(SEPARATOR);
  if (end < 0) return bytes.length < LONGEST_HEADER ? 'incomplete' : undefined;
  const [, length] = /^content-length:\s*(\d+)\s*$/im.exec(bytes.toString('latin1', 0, end)) ?? [];
  if (length === undefined) return undefined;
  const start = end + SEPARATOR.length;
  if (bytes.length < start + Number(length)) return 'incomplete';
  try {
    return { value: JSON.parse(bytes.toString('utf8', start, start + Number(length))) };
  } catch {
    return undefined;
  }
}
