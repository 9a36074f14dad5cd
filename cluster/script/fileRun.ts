/** Runs one file of a script: reads it piece by piece, sends what is complete. What it leaves open is its own. */
import type { Span } from '../../core/span';
import type { Chunk } from '../../core/sql/chunk';
import { SqlDocument } from '../../core/sql/document';
import { parseMetaCommand, sendsQuery, type MetaCommand } from '../../core/sql/metaCommand';
import { Scanner } from '../../core/sql/scanner';
import { readArguments } from '../psql/arguments';
import { describeConnection } from '../psql/conninfo';
import { Conditions } from '../psql/conditions';
import { expandVariable } from '../psql/expand';
import { notSupported, runMetaCommand, type CommandOutcome } from '../psql/metaCommands';
import { QueryBuffer } from '../psql/queryBuffer';
import type { Variables } from '../psql/variables';
import { findIncluded, type IncludeCommand, type ScriptFile } from './include';
import type { ScriptRun } from './scriptRun';
import type { AfterResult } from './sending';

const SEMICOLON = ';';

export class FileRun {
  private buffer = new QueryBuffer();
  /** What a sending command without a statement before it sends again. */
  private previous: QueryBuffer | undefined;
  private readonly conditions = new Conditions();
  private hasQuit = false;

  constructor(
    private readonly whole: ScriptRun,
    private readonly file: ScriptFile,
  ) {}

  /** Statement, conditions and `\q` are this file's own, all else is the run's. */
  async run(spans?: readonly Span[]): Promise<void> {
    const { text } = this.file;
    for (const span of spans ?? [{ start: 0, end: text.length }]) {
      const document = SqlDocument.create(text.slice(span.start, span.end), { psql: true });
      for (const [index, chunk] of document.chunks.entries()) {
        if (this.isOver()) break;
        const data = document.chunks[index + 1];
        const copyData = chunk.opensCopyData ? readCopyData(data?.text ?? '') : undefined;
        await this.takeChunk(chunk, span.start + document.offsetOf(index), copyData);
      }
      // psql sends what the end of its input leaves open, and `\q` too.
      if (!this.whole.isOver() && this.conditions.active && !this.buffer.isBlank)
        await this.send({ kind: 'show' });
    }
    if (this.conditions.isOpen && !this.hasQuit) {
      this.fail({ message: 'reached EOF without finding closing \\endif(s)' }, text.length, '');
    }
  }

  private isOver(): boolean {
    return this.hasQuit || this.whole.isOver();
  }

  /** Reads one piece of the script, whose text begins at `base`, up to and with what ends it. */
  private async takeChunk(chunk: Chunk, base: number, copyData: string | undefined): Promise<void> {
    if (chunk.kind !== 'sql' && chunk.kind !== 'meta') return;
    const scanner = new Scanner(chunk.text, { psql: true }, chunk.start);
    let copied = chunk.start;
    while (scanner.nextSignificant() && scanner.start < chunk.bodyEnd && !this.isOver()) {
      if (scanner.kind !== 'psqlVariable' && scanner.kind !== 'metaCommand') continue;
      this.addVerbatim(chunk.text.slice(copied, scanner.start), base + copied);
      copied = scanner.end;
      const token = chunk.text.slice(scanner.start, scanner.end);
      if (scanner.kind === 'psqlVariable') this.addVariable(token, base + scanner.start);
      else if (token !== '\\;') await this.command(token, base + scanner.start);
      else if (this.conditions.active) this.buffer.addSemicolon(base + scanner.start);
    }
    if (this.isOver()) return;
    this.addVerbatim(chunk.text.slice(copied, chunk.bodyEnd), base + copied);
    // To psql a block comment is a query, which sends nothing that could be repeated.
    if (hasBlockComment(chunk)) this.previous = undefined;
    await this.endChunk(chunk.text.slice(chunk.bodyEnd), base + chunk.bodyEnd, copyData);
  }

  private async endChunk(end: string, origin: number, copyData: string | undefined): Promise<void> {
    if (end === '') return;
    const command = end.startsWith(SEMICOLON) ? undefined : parseMetaCommand(end);
    if (command && !sendsQuery(command)) return this.command(end, origin);
    if (!this.conditions.active) return;
    const after = command ? this.readAfterResult(command) : ({ kind: 'show' } as const);
    if (after.kind === 'failed') {
      this.buffer = new QueryBuffer();
      return this.fail(after, origin, end);
    }
    // A command without a statement before it sends the last one again; a `;` by itself does nothing.
    if (command && this.buffer.isBlank && this.previous) this.buffer = this.previous;
    await this.send(after, copyData);
  }

  /** What a sending command does with the result. */
  private readAfterResult({
    name,
    argument,
  }: MetaCommand): AfterResult | (CommandOutcome & { kind: 'failed' }) {
    const read = readArguments(argument, this.variables);
    if (read.kind === 'unreadable') return { kind: 'failed', message: read.problem };
    const [first] = read.values;
    if (name === 'gset') return { kind: 'store', prefix: first?.text ?? '' };
    if (name === 'gexec') return { kind: 'execute' };
    if (name === 'gdesc') return { kind: 'describe' };
    if (name !== 'g' && name !== 'gx') return notSupported(name);
    if (!first) return name === 'gx' ? { kind: 'show', expanded: true } : { kind: 'show' };
    return {
      kind: 'failed',
      message: `\\${name} with a file, a command or options is not supported here yet`,
      advice: 'End the statement with ; or with \\g alone, and export its rows.',
    };
  }

  private async send(after: AfterResult, copyData?: string): Promise<void> {
    const { buffer } = this;
    this.buffer = new QueryBuffer();
    if (buffer.isBlank) return;
    this.previous = buffer;
    const { bound, statements } = this.whole;
    this.whole.bound = undefined;
    this.whole.count(await statements.send({ file: this.file, buffer, after, copyData, bound }));
  }

  private addVerbatim(text: string, origin: number): void {
    if (this.conditions.active) this.buffer.addVerbatim(text, origin);
  }

  private addVariable(token: string, origin: number): void {
    if (!this.conditions.active) return;
    const value = expandVariable(token, this.variables, this.whole.warn);
    if (value === undefined) this.buffer.addVerbatim(token, origin);
    else this.buffer.addValue(value, origin, origin + token.length);
  }

  /** A backslash command that sends nothing. */
  private async command(text: string, origin: number): Promise<void> {
    const { name, argument } = parseMetaCommand(text);
    if (Conditions.isCommand(name)) return this.condition(name, argument, origin, text);
    if (!this.conditions.active) return;
    const outcome = runMetaCommand(name, argument, {
      variables: this.variables,
      print: (output, stream) => this.whole.print(output, stream),
      warn: this.whole.warn,
      environment: process.env,
      describeConnection: () => describeConnection(this.whole.session),
      display: this.whole.options.showsAsPsql ? this.whole.display : undefined,
    });
    switch (outcome.kind) {
      case 'failed':
        return this.fail(outcome, origin, text);
      case 'bind':
        return void (this.whole.bound = outcome.values);
      case 'include':
        return this.include(outcome, origin, text);
      case 'quit':
        return void (this.hasQuit = true);
      case 'reset':
        return void (this.buffer = new QueryBuffer());
      case 'ignored':
        return this.whole.noteIgnored(name);
      case 'done':
        return undefined;
    }
  }

  private async include(command: IncludeCommand, origin: number, text: string): Promise<void> {
    const found = await findIncluded(command, this.file, origin, this.whole.options.readScript);
    if (found.kind === 'file') return new FileRun(this.whole, found.file).run();
    this.fail(found, origin, text);
    if (found.endless) this.whole.end();
  }

  private condition(name: string, argument: string, origin: number, text: string): void {
    const read = this.conditions.evaluates(name)
      ? readArguments(argument, this.variables)
      : ({ kind: 'read', values: [] } as const);
    if (read.kind === 'unreadable') return this.fail({ message: read.problem }, origin, text);
    const expression = read.values.map((value) => value.text).join(' ');
    const complaint = this.conditions.apply(name, expression);
    if (complaint !== undefined) this.fail({ message: complaint }, origin, text);
  }

  /** A backslash command that can't be done counts as a statement that failed. */
  private fail(failure: { message: string; advice?: string }, origin: number, text: string): void {
    const { message, advice } = failure;
    const reason = { message, ...(advice !== undefined && { advice }) };
    this.whole.count(this.whole.statements.reportFailure(text.trimEnd(), this.file, origin, reason));
  }

  private get variables(): Variables {
    return this.whole.session.variables;
  }
}

/** Ahead of its first token. */
function hasBlockComment({ text, start }: Chunk): boolean {
  return text.slice(0, start).replace(/--.*/g, '').includes('/*');
}

/** The lines behind the statement's own, without the closing `\.`. */
function readCopyData(text: string): string {
  const from = text.indexOf('\n') + 1;
  return from === 0 ? '' : text.slice(from).replace(/(^|\n)\\\.[ \t]*\r?$/, '$1');
}
