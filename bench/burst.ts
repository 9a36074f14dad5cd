/** Somebody who types fast: 60 characters 15 ms apart, each with a request for completion that the next one cancels. */
import { setTimeout as sleep } from 'node:timers/promises';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import type { Client } from './client';
import { ASKS } from './keystrokes';
import { keystroke, Typist } from './typing';

const KEYSTROKES = 60;
const APART_MS = 15;

/** From a change to the answer behind it, and to the diagnostics of it. */
export interface Latency {
  readonly answerMs: number;
  readonly diagnosticsMs: number;
}

export interface Burst {
  /** Of the last keystroke of the burst. */
  readonly last: Latency;
  /** Of the same keystroke at the same place, when the server has been left alone before it. */
  readonly lone: Latency;
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
  const last = await typeLast(client, typist);
  await clear(client, typist);
  for (let index = 0; index < KEYSTROKES - 1; index++) typist.skip(keystroke(index).character);
  typist.type('');
  await client.diagnostics();
  await sleep(APART_MS);
  const lone = await typeLast(client, typist);
  await clear(client, typist);
  return { last, lone };
}

async function typeLast(client: Client, typist: Typist): Promise<Latency> {
  const startMs = performance.now();
  typist.type(keystroke(KEYSTROKES - 1).character);
  const since = (): number => performance.now() - startMs;
  const [answerMs, diagnosticsMs] = await Promise.all([
    ASKS.completion.ask(client, typist).then(since),
    client.diagnostics().then(since),
  ]);
  return { answerMs, diagnosticsMs };
}

async function clear(client: Client, typist: Typist): Promise<void> {
  typist.clear();
  await client.diagnostics();
}
