/** Messages as they go over a stream, for tests of what a library at this end would hide. */
export interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number };
}

export function frame(message: Message): Buffer {
  const content = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  return Buffer.concat([Buffer.from(`Content-Length: ${content.length}\r\n\r\n`), content]);
}

/** One behind the other; the last may not be there as a whole yet. */
export function readMessages(bytes: Buffer): readonly Message[] {
  const messages: Message[] = [];
  for (let rest = bytes; ;) {
    const start = rest.indexOf('\r\n\r\n') + 4;
    const length = Number(/Content-Length: (\d+)\r/.exec(rest.toString('latin1', 0, start))?.[1]);
    if (!(rest.length >= start + length)) return messages;
    messages.push(JSON.parse(rest.toString('utf8', start, start + length)) as Message);
    rest = rest.subarray(start + length);
  }
}
