/**
 * Decodes a `log_result`: base64, line breaks allowed, of UTF-8 text; undefined where it is no base64.
 * Lambda cuts the tail at 4 KB, so its first character may be half of one: that half reads as U+FFFD.
 */
export function decodeLogText(base64: string): string | undefined {
  const packed = base64.replace(/\s+/g, '').replace(/={1,2}$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(packed) || packed.length % 4 === 1) return undefined;
  const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
