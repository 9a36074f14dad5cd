/** Sessions against the servers that tests start, and runs in them from the first event to the last. */
import assert from 'node:assert/strict';
import { PROFILE_DEFAULTS, type ConnectionProfile } from '../../cluster/profile';
import { runScript, type RunOptions, type Script } from '../../cluster/script/runScript';
import { openSession, type Session } from '../../cluster/session';
import type { RunEvent, StatementOutcome } from '../../core/invocation/outcome';

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

export interface Run {
  readonly events: readonly RunEvent[];
  readonly outcomes: readonly StatementOutcome[];
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
  onEvent: (event: RunEvent) => void = () => undefined,
): Promise<Run> {
  const events: RunEvent[] = [];
  await runScript(session, typeof script === 'string' ? { text: script } : script, options, (event) => {
    events.push(event);
    onEvent(event);
  });
  const last = events.at(-1);
  assert.ok(last?.kind === 'finished');
  assert.equal(events.filter(({ kind }) => kind === 'finished').length, 1);
  const started = events.flatMap((event) => (event.kind === 'statementStarted' ? [event.index] : []));
  const ended = events.flatMap((event) => (event.kind === 'statementEnded' ? [event.index] : []));
  assert.deepEqual(started, ended);
  return {
    events,
    outcomes: events.flatMap((event) => (event.kind === 'statementEnded' ? [event.outcome] : [])),
    output: printed(events, undefined),
    errorOutput: printed(events, 'err'),
    reason: last.reason,
  };
}

function printed(events: readonly RunEvent[], stream: 'err' | undefined): string {
  return events
    .flatMap((event) => (event.kind === 'output' && event.stream === stream ? [event.text] : []))
    .join('');
}

/** The rows of a statement that must have succeeded. */
export function rowsOf(outcome: StatementOutcome | undefined) {
  assert.ok(outcome?.kind === 'done', JSON.stringify(outcome));
  return outcome.rows;
}

export function failureOf(outcome: StatementOutcome | undefined) {
  assert.ok(outcome?.kind === 'failed', JSON.stringify(outcome));
  return outcome.failure;
}
