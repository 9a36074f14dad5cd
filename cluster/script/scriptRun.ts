/** One run of a script: reads it piece by piece, keeps psql's state, sends what is complete. */
import type { RunEvent, RunEventSink } from '../../core/invocation/outcome';
import type { Chunk } from '../../core/sql/chunk';
import { SqlDocument } from '../../core/sql/document';
import { parseMetaCommand, sendsQuery, type MetaCommand } from '../../core/sql/metaCommand';
import { Scanner } from '../../core/sql/scanner';
import { readArguments } from '../psql/arguments';
import { Conditions } from '../psql/conditions';
import { expandVariable } from '../psql/expand';
import { notSupported, runMetaCommand, type CommandOutcome } from '../psql/metaCommands';
import { QueryBuffer } from '../psql/queryBuffer';
import type { Session } from '../session';
import type { RunControl, Script } from './options';
import { StatementRun, type AfterResult, type StatementEnd } from './statementRun';

export type EndReason = (RunEvent & { readonly kind: 'finished' })['reason'];

const SEMICOLON = ';';

export class ScriptRun {
  private buffer = new QueryBuffer();
  /** What a sending command without a statement before it sends again. */
  private previous: QueryBuffer | undefined;
  private readonly conditions = new Conditions();
  private readonly statements: StatementRun;
  /** Display commands that have been remarked on. */
  private readonly noted = new Set<string>();
  private text = '';
  private ended: EndReason | undefined;
  private failures = 0;

  constructor(
    private readonly session: Session,
    private readonly options: RunControl,
    private readonly sink: RunEventSink,
  ) {
    this.statements = new StatementRun(session, options, sink, this.warn);
  }

  async run({ text, spans = [{ start: 0, end: text.length }] }: Script): Promise<EndReason> {
    this.text = text;
    for (const span of spans) {
      const document = SqlDocument.create(text.slice(span.start, span.end), { psql: true });
      for (const [index, chunk] of document.chunks.entries()) {
        if (this.isOver()) break;
        const data = document.chunks[index + 1];
        const copyData = chunk.opensCopyData ? readCopyData(data?.text ?? '') : undefined;
        await this.takeChunk(chunk, span.start + document.offsetOf(index), copyData);
      }
      // psql sends what the end of its input leaves open.
      if (!this.isOver() && this.conditions.active && !this.buffer.isBlank) await this.send({ kind: 'show' });
    }
    if (this.conditions.isOpen) {
      this.fail({ message: 'reached EOF without finding closing \\endif(s)' }, text.length, '');
    }
    return this.ended ?? (this.failures > 0 ? 'failed' : 'completed');
  }

  private isOver(): boolean {
    if (this.options.signal.aborted) this.ended = 'cancelled';
    return this.ended !== undefined;
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
      else if (token !== '\\;') this.command(token, base + scanner.start);
      else if (this.conditions.active) this.buffer.addSemicolon(base + scanner.start);
    }
    this.addVerbatim(chunk.text.slice(copied, chunk.bodyEnd), base + copied);
    // To psql a block comment is a query, which sends nothing that could be repeated.
    if (hasBlockComment(chunk)) this.previous = undefined;
    await this.endChunk(chunk.text.slice(chunk.bodyEnd), base + chunk.bodyEnd, copyData);
  }

  private async endChunk(end: string, origin: number, copyData: string | undefined): Promise<void> {
    if (this.isOver() || end === '') return;
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
    const read = readArguments(argument, this.session.variables);
    if (read.kind === 'unreadable') return { kind: 'failed', message: read.problem };
    const [first] = read.values;
    if (name === 'gset') return { kind: 'store', prefix: first?.text ?? '' };
    if (name === 'gexec') return { kind: 'execute' };
    if (name !== 'g' && name !== 'gx') return notSupported(name);
    if (!first) return { kind: 'show' };
    return {
      kind: 'failed',
      message: `\\${name} with a file, a command or options is not supported here yet`,
    };
  }

  private async send(after: AfterResult, copyData?: string): Promise<void> {
    const { buffer } = this;
    this.buffer = new QueryBuffer();
    if (buffer.isBlank) return;
    this.previous = buffer;
    this.count(await this.statements.send({ script: this.text, buffer, after, copyData }));
  }

  private addVerbatim(text: string, origin: number): void {
    if (this.conditions.active) this.buffer.addVerbatim(text, origin);
  }

  private addVariable(token: string, origin: number): void {
    if (!this.conditions.active) return;
    const value = expandVariable(token, this.session.variables, this.warn);
    if (value === undefined) this.buffer.addVerbatim(token, origin);
    else this.buffer.addValue(value, origin, origin + token.length);
  }

  /** A backslash command that sends nothing. */
  private command(text: string, origin: number): void {
    const { name, argument } = parseMetaCommand(text);
    if (Conditions.isCommand(name)) return this.condition(name, argument, origin, text);
    if (!this.conditions.active) return;
    const outcome = runMetaCommand(name, argument, {
      variables: this.session.variables,
      print: (output, stream) => this.print(output, stream),
      warn: this.warn,
    });
    if (outcome.kind === 'failed') this.fail(outcome, origin, text);
    else if (outcome.kind === 'quit') this.ended = this.failures > 0 ? 'failed' : 'completed';
    else if (outcome.kind === 'reset') this.buffer = new QueryBuffer();
    else if (outcome.kind === 'ignored' && !this.noted.has(name)) {
      this.noted.add(name);
      this.print(`\\${name} changes how psql shows things; here it has no effect.\n`, 'err');
    }
  }

  private condition(name: string, argument: string, origin: number, text: string): void {
    const read = this.conditions.evaluates(name)
      ? readArguments(argument, this.session.variables)
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
    this.count(this.statements.reportFailure(text.trimEnd(), origin, reason));
  }

  private count(end: StatementEnd): void {
    if (end === 'cancelled') this.ended = 'cancelled';
    if (end !== 'failed') return;
    this.failures++;
    if (this.statements.stopsOnError) this.ended = 'failed';
  }

  private print(text: string, stream: 'out' | 'err'): void {
    void this.sink({ kind: 'output', text, ...(stream === 'err' && { stream }) });
  }

  private readonly warn = (message: string): void => this.print(`warning: ${message}\n`, 'err');
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
