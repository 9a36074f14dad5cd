import { endShell, startShell } from '../shell';

export type CommandPassword =
  | { readonly kind: 'password'; readonly password: string }
  /** One line that says what to do; holds nothing of what the command printed to standard output. */
  | { readonly kind: 'failed'; readonly message: string };

/** Long enough for a person to touch a key or to answer a prompt of the password manager. */
const TIMEOUT_MS = 60_000;
const MOST_BYTES = 64 * 1024;

/**
 * Runs a command line in the user's shell and takes the first line of its standard output for the password. The
 * command may wait for a person, not for its standard input, which is empty.
 */
export function runPasswordCommand(command: string, signal?: AbortSignal): Promise<CommandPassword> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
  return new Promise((resolve) => {
    const child = startShell(command, ['ignore', 'pipe', 'pipe']);
    const out = collect(child.stdout);
    const err = collect(child.stderr);
    const end = (): void => endShell(child);
    const fail = (reason: string): void =>
      resolve({
        kind: 'failed',
        message: `The password command ${reason}. Run it in a terminal to see why.`,
      });
    if (either.aborted) end();
    either.addEventListener('abort', end, { once: true });
    child.on('error', (error) => fail(`did not run: ${error.message}`));
    child.on('close', (code) => {
      either.removeEventListener('abort', end);
      const password = out().split(/\r?\n/, 1)[0] ?? '';
      if (timeout.aborted) fail('took over a minute');
      else if (either.aborted) fail('was stopped');
      else if (code === 0 && password !== '') resolve({ kind: 'password', password });
      else if (code === 0) fail('printed nothing');
      else fail(`ended with ${code ?? 'a signal'}${lastLine(err())}`);
    });
  });
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    if (text.length < MOST_BYTES) text += chunk;
  });
  return () => text;
}

function lastLine(text: string): string {
  const line = text.trim().split('\n').at(-1)?.trim() ?? '';
  return line === '' ? '' : `: ${line.slice(0, 200)}`;
}
