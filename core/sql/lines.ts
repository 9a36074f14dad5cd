/** Offsets just behind each line break; `\r\n`, `\n` and `\r` alike, as LSP counts lines. */
export function findLineStarts(text: string): readonly number[] {
  const starts: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 13 && text.charCodeAt(at + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(at + 1);
  }
  return starts;
}
