import { isUtf8 } from 'node:buffer';

/**
 * The text of a script, without its byte order mark; undefined where it is not in UTF-8. To guess would send other
 * text than its author wrote.
 */
export function decodeScript(bytes: Buffer): string | undefined {
  return isUtf8(bytes) ? bytes.toString('utf8').replace(/^\ufeff/, '') : undefined;
}
