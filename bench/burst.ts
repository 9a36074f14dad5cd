/** Somebody who types fast: 60 characters 15 ms apart, each with a request for completion that the next one cancels. */
import { setTimeout as sleep } from 'node:timers/promises';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import type { Client } from './client';
import { ASKS } from './keystrokes';
import { keystroke, Typist } from './typing';

const KEYSTROKES = 60;
const APART_MS = 15;

export interface Burst {
  /** From the last change to the answer behind it, and to the diagnostics of it. */
  readonly answerMs: number;
  readonly diagnosticsMs: number;
}

export async function measureBurst(client: Client, line: number): Promise<Burst> {
  const typist = new Typist(client, line);
  typist.begin();
  await client.diagnostics();
  let cancel: CancellationTokenSource | undefined;
  for (let index = 0; index < KEYSTROKES - 1; index++) {
    cancel?.cancel();
    cancel = new CancellationTokenSource();
    typist.type(keystroke(index).character);
    const { position } = typist;
    void client.request('textDocument/completion', { position, context: { triggerKind: 1 } }, cancel.token);
    await sleep(APART_MS);
  }
  cancel?.cancel();
  const startMs = performance.now();
  typist.type(keystroke(KEYSTROKES - 1).character);
  const since = (): number => performance.now() - startMs;
  const [answerMs, diagnosticsMs] = await Promise.all([
    ASKS.completion.ask(client, typist).then(since),
    client.diagnostics().then(since),
  ]);
  typist.clear();
  await client.diagnostics();
  return { answerMs, diagnosticsMs };
}
