/** What the files of one run share: the script itself, and all that it includes. */
import type { RunEvent, RunEventSink } from '../../core/invocation/outcome';
import type { Display } from '../psql/display';
import type { Session } from '../session/session';
import type { RunControl } from './options';
import { StatementRun, type StatementEnd } from './statementRun';

export type EndReason = (RunEvent & { readonly kind: 'finished' })['reason'];

export class ScriptRun {
  readonly statements: StatementRun;
  readonly display: Display = { timing: false, expanded: 'off' };
  /** What `\bind` has given for the next statement. */
  bound: readonly string[] | undefined;
  /** Display commands that have been remarked on. */
  private readonly noted = new Set<string>();
  private ended: EndReason | undefined;
  private failures = 0;

  constructor(
    readonly session: Session,
    readonly options: RunControl,
    private readonly sink: RunEventSink,
  ) {
    this.statements = new StatementRun(session, options, sink, this.warn, this.display);
  }

  /** How the run has ended, once nothing is left to run. */
  get reason(): EndReason {
    return this.ended ?? (this.failures > 0 ? 'failed' : 'completed');
  }

  isOver(): boolean {
    if (this.options.signal.aborted) this.ended = 'cancelled';
    return this.ended !== undefined;
  }

  /** Takes note of how a statement ended. */
  count(end: StatementEnd): void {
    if (end === 'cancelled') this.ended = 'cancelled';
    if (end !== 'failed') return;
    this.failures++;
    if (this.statements.stopsOnError) this.end();
  }

  /** Nothing runs any more, for what has failed. */
  end(): void {
    this.ended ??= 'failed';
  }

  print(text: string, stream: 'out' | 'err'): void {
    void this.sink({ kind: 'output', text, ...(stream === 'err' && { stream }) });
  }

  readonly warn = (message: string): void => this.print(`warning: ${message}\n`, 'err');

  /** Says once that a command for psql's terminal does nothing here. */
  noteIgnored(name: string): void {
    if (this.noted.has(name)) return;
    this.noted.add(name);
    this.print(`\\${name} changes how psql shows things; here it has no effect.\n`, 'err');
  }
}
