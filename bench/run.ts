/** The rows of the benchmark, one after another; inside of each the contenders take turns. */
import { measureBurst } from './burst';
import { createFiles, measureCheck } from './checkFiles';
import { Client } from './client';
import type { Contender } from './contender';
import { createScript, middleLine } from './corpus';
import { Figures } from './figures';
import { ASKS, measureKeystrokes } from './keystrokes';
import { readMemory } from './memory';
import type { BenchOptions } from './options';
import { measureStartUp } from './startUp';
import type { Samples } from './statistics';

const STARTED_WITH_LINES = 1000;

export async function runAll(
  contenders: readonly Contender[],
  options: BenchOptions,
  say: (what: string) => void,
): Promise<Figures> {
  const figures = new Figures();
  if (options.rows.has('start')) {
    say('start');
    const started = await measureStartUp(contenders, createScript(STARTED_WITH_LINES), options.starts);
    for (const [contender, { answered, diagnosed }] of started) {
      figures.add('start to initialize answered', contender, answered);
      figures.add('start to diagnostics', contender, diagnosed, STARTED_WITH_LINES);
    }
  }
  for (const lines of options.sizes) await runSize(contenders, lines, options, figures, say);
  if (options.rows.has('check')) await runCheck(contenders, options, figures, say);
  return figures;
}

async function runSize(
  contenders: readonly Contender[],
  lines: number,
  options: BenchOptions,
  figures: Figures,
  say: (what: string) => void,
): Promise<void> {
  const script = createScript(lines);
  say(`${lines} lines: opening`);
  const clients = await openAll(contenders, script, lines, options, figures);
  const line = middleLine(script);
  if (options.rows.has('keystrokes')) {
    for (const ask of Object.values(ASKS)) {
      say(`${lines} lines: ${ask.title}`);
      const { keystrokes: rounds, budgetMs } = options;
      for (const [client, samples] of await measureKeystrokes(clients, ask, { line, rounds, budgetMs }))
        figures.add(ask.title, client.contender, samples, lines);
    }
  }
  if (options.rows.has('burst')) {
    say(`${lines} lines: burst`);
    await runBursts(clients, line, lines, options, figures);
  }
  for (const client of clients) {
    if (client.isGone) figures.notes.push(`${client.contender.title} ended by itself at ${lines} lines.`);
    await client.stop();
  }
}

/** Opens the script in fresh servers, and leaves the last of each open. Who is slow is asked less often. */
async function openAll(
  contenders: readonly Contender[],
  script: string,
  lines: number,
  { repeats, rows, budgetMs }: BenchOptions,
  figures: Figures,
): Promise<readonly Client[]> {
  const openings = contenders.map((contender) => new Openings(contender, script));
  const rounds = rows.has('opening') ? repeats : 1;
  for (let round = 0; round < rounds; round++)
    for (const opening of openings) if (opening.usedMs < budgetMs) await opening.open();
  const clients = openings.flatMap(({ client }) => client ?? []);
  if (rows.has('opening'))
    for (const { contender, samples } of openings)
      figures.add('opening to all diagnostics', contender, samples, lines);
  if (rows.has('memory')) for (const client of clients) await addMemory(client, lines, figures);
  return clients;
}

class Openings {
  client: Client | undefined;
  usedMs = 0;
  readonly samples: number[] = [];

  constructor(
    readonly contender: Contender,
    private readonly script: string,
  ) {}

  async open(): Promise<void> {
    await this.client?.stop();
    this.client = await Client.start(this.contender);
    await this.client.initialized();
    await this.client.ready();
    const startMs = performance.now();
    await this.client.open(this.script);
    await this.client.diagnostics();
    const tookMs = performance.now() - startMs;
    this.usedMs += tookMs;
    if (!this.client.isGone) this.samples.push(tookMs);
  }
}

async function addMemory(client: Client, lines: number, figures: Figures): Promise<void> {
  const megabytes = await readMemory(client.process.pid);
  if (megabytes !== undefined)
    figures.add('memory after opening', client.contender, [megabytes], lines, 'MB');
}

const BURST_TITLES = [
  ['last', '60 keystrokes 15 ms apart'],
  ['lone', 'the last of them alone'],
] as const;

async function runBursts(
  clients: readonly Client[],
  line: number,
  lines: number,
  { bursts: rounds, budgetMs }: BenchOptions,
  figures: Figures,
): Promise<void> {
  for (const client of clients.filter(ASKS.completion.isOffered)) {
    const bursts = [];
    const endMs = performance.now() + budgetMs;
    for (let round = 0; round < rounds && (round === 0 || performance.now() < endMs); round++)
      bursts.push(await measureBurst(client, line));
    if (client.isGone) continue;
    const { contender } = client;
    for (const [when, title] of BURST_TITLES) {
      const found = bursts.map((burst) => burst[when]);
      const add = (what: string, samples: Samples): void =>
        figures.add(`${title}: ${what}`, contender, samples, lines);
      add(
        'completion',
        found.map(({ answerMs }) => answerMs),
      );
      add(
        'diagnostics',
        found.map(({ diagnosticsMs }) => diagnosticsMs),
      );
    }
  }
}

async function runCheck(
  contenders: readonly Contender[],
  { files, repeats }: BenchOptions,
  figures: Figures,
  say: (what: string) => void,
): Promise<void> {
  say(`check of ${files} files`);
  const folder = createFiles(files);
  const checking = contenders.filter(({ check }) => check !== undefined);
  for (const [contender, samples] of await measureCheck(checking, folder, Math.min(repeats, 3)))
    figures.add(`check of ${files} files`, contender, samples);
}
