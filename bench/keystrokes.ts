/** The cost of a keystroke: a change, and what an editor asks behind it. */
import type { Client } from './client';
import { keystroke, Typist } from './typing';
import type { Samples } from './statistics';

/** What is waited for after each change. */
export interface Ask {
  readonly title: string;
  /** Whether the server has the feature at all. */
  readonly isOffered: (client: Client) => boolean;
  readonly ask: (client: Client, typist: Typist) => Promise<unknown>;
}

const at =
  (method: string, extra: object = {}): Ask['ask'] =>
  (client, { position }) =>
    client.request(method, { position, ...extra });

export const ASKS = {
  completion: {
    title: 'completion',
    isOffered: ({ offers }) => offers.completionProvider !== undefined,
    ask: at('textDocument/completion', { context: { triggerKind: 1 } }),
  },
  signatureHelp: {
    title: 'signature help',
    isOffered: ({ offers }) => offers.signatureHelpProvider !== undefined,
    ask: at('textDocument/signatureHelp', { context: { triggerKind: 1, isRetrigger: false } }),
  },
  hover: {
    title: 'hover',
    isOffered: ({ offers }) => offers.hoverProvider !== undefined,
    ask: at('textDocument/hover'),
  },
  diagnostics: {
    title: 'edit to fresh diagnostics',
    isOffered: () => true,
    ask: (client) => client.diagnostics(),
  },
  outline: {
    title: 'all that VS Code asks after an edit',
    isOffered: ({ offers }) => offers.codeActionProvider !== undefined,
    ask: askAll,
  },
} as const satisfies Record<string, Ask>;

/** With the outline open and a screen of 50 lines; what a server does not offer is not asked. */
async function askAll(client: Client, { position }: Typist): Promise<void> {
  const { offers } = client;
  const here = { start: position, end: position };
  const top = Math.max(position.line - 25, 0);
  const screen = { start: { line: top, character: 0 }, end: { line: top + 50, character: 0 } };
  const ask = async (offered: unknown, method: string, params: object = {}): Promise<void> => {
    if (offered) await client.request(method, params);
  };
  await Promise.all([
    ask(offers.codeActionProvider, 'textDocument/codeAction', { range: here, context: { diagnostics: [] } }),
    ask(offers.inlayHintProvider, 'textDocument/inlayHint', { range: screen }),
    ask(offers.documentSymbolProvider, 'textDocument/documentSymbol'),
    ask(offers.foldingRangeProvider, 'textDocument/foldingRange'),
    ask(offers.documentLinkProvider, 'textDocument/documentLink'),
    ask(offers.semanticTokensProvider, 'textDocument/semanticTokens/range', { range: screen }),
    client.diagnostics(),
  ]);
}

export interface KeystrokeOptions {
  readonly line: number;
  readonly rounds: number;
  /** What one contender may take; one that is slower types several characters at a time. */
  readonly budgetMs: number;
}

/** Milliseconds from the change to the answer, one list a contender; all contenders type in turns. */
export async function measureKeystrokes(
  clients: readonly Client[],
  { isOffered, ask }: Ask,
  { line, rounds, budgetMs }: KeystrokeOptions,
): Promise<ReadonlyMap<Client, Samples>> {
  const turns = clients.filter(isOffered).map((client) => new Turn(new Typist(client, line), ask));
  for (const turn of turns) await turn.begin();
  for (let round = 0; round < rounds; round++) {
    for (const turn of turns) await turn.take(round, budgetMs / rounds);
  }
  for (const turn of turns) await turn.end();
  return new Map(turns.map(({ client, samples }) => [client, samples]));
}

class Turn {
  readonly samples: number[] = [];
  private usedMs = 0;

  constructor(
    private readonly typist: Typist,
    private readonly ask: Ask['ask'],
  ) {}

  get client(): Client {
    return this.typist.client;
  }

  async begin(): Promise<void> {
    this.typist.begin();
    await this.client.diagnostics();
    // What is asked for the first time belongs to opening the document.
    await this.ask(this.client, this.typist);
  }

  /** `shareMs` is what a round may take on average. */
  async take(round: number, shareMs: number): Promise<void> {
    const { character, isFirst } = keystroke(round);
    if (isFirst && round > 0) await this.clear();
    if (this.usedMs > shareMs * (round + 1)) return this.typist.skip(character);
    const startMs = performance.now();
    this.typist.type(character);
    await this.ask(this.client, this.typist);
    if (this.client.isGone) return;
    this.samples.push(performance.now() - startMs);
    await this.client.diagnostics();
    this.usedMs += performance.now() - startMs;
  }

  async end(): Promise<void> {
    await this.clear();
    // The line that begin() opened.
    this.client.change(this.typist.position.line, 0, 0, '');
  }

  private async clear(): Promise<void> {
    this.typist.clear();
    await this.client.diagnostics();
  }
}
