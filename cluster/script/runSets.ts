/** A script run once for each set of values, in one session. */
import type { RunEvent } from '../../core/invocation/outcome';
import { parseBoolean, setVariable } from '../psql/variables';
import type { Session } from '../session/session';
import type { RunOptions, Script } from './options';
import { createParameterAnswers, type ParameterSet } from './parameterSets';
import { runScript } from './runScript';
import type { EndReason } from './scriptRun';

export interface SetsOptions extends RunOptions {
  /** How to give a parameter that is missing. */
  readonly mend: (missing: string) => string;
  /** Whether a run that fails is the last; by default as psql's variable ON_ERROR_STOP says after it, else it is. */
  readonly stopsAtFailure?: boolean;
}

/** Takes the events of all runs; each of them ends in a `finished` of its own. */
export type SetsSink = (event: RunEvent, set: ParameterSet) => void | Promise<void>;

/** `failed` where one of them failed. The psql variables that the sets give have their old values afterwards. */
export async function runSets(
  session: Session,
  script: Script,
  sets: readonly ParameterSet[],
  options: SetsOptions,
  sink: SetsSink,
): Promise<EndReason> {
  const names = new Set(sets.flatMap(({ variables }) => Object.keys(variables)));
  const before = new Map([...names].map((name) => [name, session.variables.get(name)] as const));
  try {
    return await runEach(session, script, sets, names, options, sink);
  } finally {
    // They were the rows' own: what runs next finds what it would have found before.
    for (const [name, value] of before)
      if (value === undefined) session.variables.delete(name);
      else session.variables.set(name, value);
  }
}

async function runEach(
  session: Session,
  script: Script,
  sets: readonly ParameterSet[],
  names: ReadonlySet<string>,
  { mend, stopsAtFailure, ...options }: SetsOptions,
  sink: SetsSink,
): Promise<EndReason> {
  const ends: EndReason[] = [];
  let isLost = false;
  for (const set of sets) {
    for (const name of names) session.variables.delete(name);
    for (const [name, value] of Object.entries(set.variables)) setVariable(session.variables, name, value);
    const askParameters = set.parameters && createParameterAnswers(set.parameters, mend);
    await runScript(session, script, { ...options, ...(askParameters && { askParameters }) }, (event) => {
      if (event.kind === 'finished') ends.push(event.reason);
      if (event.kind === 'statementEnded' && event.outcome.kind === 'failed')
        isLost ||= event.outcome.failure.lost ?? false;
      return sink(event, set);
    });
    if (ends.at(-1) === 'cancelled') return 'cancelled';
    // What the runs before had made in the session is gone with the connection.
    if (isLost) break;
    const isLast = stopsAtFailure ?? parseBoolean(session.variables.get('ON_ERROR_STOP') ?? '') !== false;
    if (ends.at(-1) === 'failed' && isLast) break;
  }
  return ends.includes('failed') ? 'failed' : 'completed';
}
