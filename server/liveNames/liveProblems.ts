/** What AWS says of the names in open documents: what is known at once, what is not as soon as it has come. */
import type { FunctionDirectory } from '../../core/liveNames/model';
import { findLiveProblems } from '../../core/liveNames/problems';
import type { NamedFunction } from '../../core/liveNames/namedFunctions';
import type { Problem } from '../../core/problems';
import type { SqlDocument } from '../../core/sql/document';
import type { Target } from './directories';
import { askForNearest, askWhether, judge } from './judge';

export interface LiveProblemsOptions {
  /** The target of a document: undefined while it is not known, null where live names are off. */
  readonly peekTarget: (uri: string) => Target | null | undefined;
  readonly findTarget: (uri: string) => Promise<Target | null>;
  /** Called when more is known of a document. */
  readonly onChange: (uri: string) => void;
  readonly onError: (error: unknown) => void;
  /** For how long a document must have been left alone: a name that is being typed is not looked up. */
  readonly quietMs: number;
}

/** More names than anybody reads warnings about; bounds what is asked for a document. */
const MOST_NAMES = 1_000;

interface Wanted {
  readonly timer: NodeJS.Timeout;
  readonly stop: AbortController;
}

export class LiveProblems {
  private readonly wanted = new Map<string, Wanted>();

  constructor(private readonly options: LiveProblemsOptions) {}

  /**
   * Of each of the texts in a document, what is known now. What is not is asked for when the document has been
   * quiet; then `onChange` says so.
   */
  find(uri: string, documents: readonly SqlDocument[]): readonly (readonly Problem[])[] {
    const target = this.options.peekTarget(uri);
    if (!target) {
      if (target === undefined) this.findOut(uri);
      return documents.map(() => []);
    }
    const unsettled: NamedFunction[] = [];
    // The soonest that one of them can be asked for.
    let waitMs = Infinity;
    const problems = documents.map((document) =>
      findLiveProblems(document, (named) => {
        const directory = target.open(named.region);
        const known = directory && judge(directory, named);
        if (directory && !known?.settled && unsettled.length < MOST_NAMES) {
          unsettled.push(named);
          waitMs = Math.min(waitMs, Math.max(this.options.quietMs, directory.pausedMs()));
        }
        return known?.judgement;
      }),
    );
    this.want(uri, unsettled, waitMs);
    return problems;
  }

  /** The document is closed, or nothing is wanted of it any more. */
  forget(uri: string): void {
    const wanted = this.wanted.get(uri);
    clearTimeout(wanted?.timer);
    wanted?.stop.abort();
    this.wanted.delete(uri);
  }

  forgetAll(): void {
    for (const uri of [...this.wanted.keys()]) this.forget(uri);
  }

  private findOut(uri: string): void {
    const found = this.options.findTarget(uri).then((target) => {
      if (target) this.options.onChange(uri);
    });
    found.catch(this.options.onError);
  }

  /** Only the newest text counts; what is being asked for an older one is not stopped, it may be of use. */
  private want(uri: string, named: readonly NamedFunction[], waitMs: number): void {
    const before = this.wanted.get(uri);
    if (before) clearTimeout(before.timer);
    if (named.length === 0) return;
    const stop = before?.stop ?? new AbortController();
    const timer = setTimeout(() => {
      this.ask(uri, named, stop.signal).catch(this.options.onError);
    }, waitMs);
    // A server that is told to end does not wait for it.
    timer.unref();
    this.wanted.set(uri, { timer, stop });
  }

  private async ask(uri: string, named: readonly NamedFunction[], signal: AbortSignal): Promise<void> {
    const target = await this.options.findTarget(uri);
    if (!target) return;
    const groups = groupByDirectory(target, named);
    for (const [directory, own] of groups) await askWhether(directory, own, signal);
    if (!signal.aborted) this.options.onChange(uri);
    for (const [directory, own] of groups) {
      if (await askForNearest(directory, own, signal)) this.options.onChange(uri);
    }
  }
}

function groupByDirectory(target: Target, named: readonly NamedFunction[]) {
  const groups = new Map<FunctionDirectory, NamedFunction[]>();
  for (const one of named) {
    const directory = target.open(one.region);
    if (directory) groups.set(directory, [...(groups.get(directory) ?? []), one]);
  }
  return groups;
}
