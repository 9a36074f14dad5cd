/** Sessions against the servers that tests start, and runs in them from the first event to the last. */
import assert from 'node:assert/strict';
import { PROFILE_DEFAULTS, type ConnectionProfile } from '../../cluster/profile/profile';
import { runScript, type RunOptions, type Script } from '../../cluster/script/runScript';
import { openSession, type Session } from '../../cluster/session/session';
import type { Invocation } from '../../core/invocation/invocation';
import { decodeInvocation, findInvocationTexts } from '../../core/invocation/invocations';
import type { Cell, RunEvent, RunEventSink, StatementOutcome } from '../../core/invocation/outcome';

interface Address {
  readonly host: string;
  readonly port: number;
}

export function createProfile(
  { host, port }: Address,
  more: Partial<ConnectionProfile> = {},
): ConnectionProfile {
  return { ...PROFILE_DEFAULTS, name: 'test', host, port, ssl: 'disable', ...more };
}

export async function openTestSession(profile: ConnectionProfile, password?: string): Promise<Session> {
  const opened = await openSession({
    locate: () => Promise.resolve(profile),
    getPassword: () => Promise.resolve(password),
  });
  assert.equal(opened.kind, 'open', opened.kind === 'failed' ? opened.failure.message : '');
  return opened.session;
}

/** What kept the connection from being made. */
export async function openFailure(profile: ConnectionProfile, password?: string) {
  const opened = await openSession({
    locate: () => Promise.resolve(profile),
    getPassword: () => Promise.resolve(password),
  });
  if (opened.kind === 'open') await opened.session.close();
  assert.equal(opened.kind, 'failed', 'the connection was made');
  return opened.failure;
}

/** What a statement came to, with the rows that were told of it. */
export type ToldOutcome = StatementOutcome & {
  readonly rows: readonly (readonly Cell[])[];
  readonly invocations: readonly Invocation[];
};

export interface Run {
  readonly events: readonly RunEvent[];
  readonly outcomes: readonly ToldOutcome[];
  /** What the script printed. */
  readonly output: string;
  /** Warnings and remarks. */
  readonly errorOutput: string;
  readonly reason: string;
}

/** Runs the script and checks what holds of every run: one `finished`, and last; each statement ends once. */
export async function run(
  session: Session,
  script: string | Script,
  options: RunOptions = {},
  onEvent: RunEventSink = () => undefined,
): Promise<Run> {
  const events: RunEvent[] = [];
  await runScript(session, typeof script === 'string' ? { text: script } : script, options, (event) => {
    events.push(event);
    return onEvent(event);
  });
  const last = events.at(-1);
  assert.ok(last?.kind === 'finished');
  assert.equal(events.filter(({ kind }) => kind === 'finished').length, 1);
  const started = events.flatMap((event) => (event.kind === 'statementStarted' ? [event.index] : []));
  const ended = events.flatMap((event) => (event.kind === 'statementEnded' ? [event.index] : []));
  assert.deepEqual(started, ended);
  return {
    events,
    outcomes: collectOutcomes(events),
    output: printed(events, undefined),
    errorOutput: printed(events, 'err'),
    reason: last.reason,
  };
}

/** The outcomes in the order of the ends, each with its rows. */
export function collectOutcomes(events: readonly RunEvent[]): ToldOutcome[] {
  return events.flatMap((event) => {
    if (event.kind !== 'statementEnded') return [];
    const batches = events.filter((other) => other.kind === 'rows' && other.index === event.index);
    const rows = batches.flatMap((batch) => (batch.kind === 'rows' ? batch.rows : []));
    const columns = event.outcome.kind === 'done' ? event.outcome.columns : [];
    return [
      { ...event.outcome, rows, invocations: findInvocationTexts(columns, rows).map(decodeInvocation) },
    ];
  });
}

function printed(events: readonly RunEvent[], stream: 'err' | undefined): string {
  return events
    .flatMap((event) => (event.kind === 'output' && event.stream === stream ? [event.text] : []))
    .join('');
}

/** The rows of a statement that must have succeeded. */
export function rowsOf(outcome: ToldOutcome | undefined) {
  assert.ok(outcome?.kind === 'done', JSON.stringify(outcome));
  return outcome.rows;
}

export function failureOf(outcome: StatementOutcome | undefined) {
  assert.ok(outcome?.kind === 'failed', JSON.stringify(outcome));
  return outcome.failure;
}
