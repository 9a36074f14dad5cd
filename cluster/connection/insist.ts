/** What need not fail at the first attempt: a server that starts or stops, a password of AWS that has just changed. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectFailureReason } from './connectFailure';
import type { ConnectOptions, ConnectResult } from './connectResult';
import type { ConnectionProfile } from '../profile/profile';
import { aborted } from '../waiting/aborted';
import type { Deadline } from '../waiting/deadline';

type Attempt = (options: ConnectOptions) => Promise<ConnectResult>;

/** cannot_connect_now: it starts up, shuts down or recovers. */
const NOT_READY = '57P03';
const NOT_READY_MS = 250;
/** Between two times that it says so. */
const RESTARTING: ReadonlySet<ConnectFailureReason> = new Set(['refused', 'unreachable']);
/** While a secret is rotated the database has the new password a moment before AWS gives it. */
const ROTATION_MS = 1_000;

/** The first attempt, or those that follow from how it failed, within the time. */
export async function insist(
  profile: ConnectionProfile,
  options: ConnectOptions,
  deadline: Deadline,
  attempt: Attempt,
): Promise<ConnectResult> {
  let given: string | undefined;
  const getPassword = async (): Promise<string | undefined> => (given = await options.getPassword());
  const result = await untilReady(() => attempt({ ...options, getPassword }), options, deadline);
  const isRejected = result.kind === 'failed' && result.failure.reason === 'password';
  if (!isRejected || given === undefined || !(profile.iam ?? profile.secret)) return result;
  if (!(await rest(ROTATION_MS, options, deadline))) return result;
  const before = given;
  const fresh = await deadline.pausedDuring(() => getPassword().catch(() => undefined));
  // The same again would only count as one more wrong password.
  if (fresh === undefined || fresh === before) return result;
  return attempt({ ...options, getPassword: () => Promise.resolve(fresh) });
}

async function untilReady(
  attempt: () => Promise<ConnectResult>,
  options: ConnectOptions,
  deadline: Deadline,
): Promise<ConnectResult> {
  let result = await attempt();
  for (let isRestarting = false; ;) {
    if (result.kind === 'connected') return result;
    const { reason, sqlstate } = result.failure;
    isRestarting ||= sqlstate === NOT_READY;
    if (sqlstate !== NOT_READY && !(isRestarting && RESTARTING.has(reason))) return result;
    if (!(await rest(NOT_READY_MS, options, deadline))) return result;
    const next = await attempt();
    // That the time is up in the middle of an attempt says less than what the one before was told.
    if (next.kind === 'failed' && next.failure.reason === 'timeout') return result;
    result = next;
  }
}

/** Whether there is time left, and nobody has given up. */
function rest(ms: number, { signal }: ConnectOptions, deadline: Deadline): Promise<boolean> {
  const over = pause(ms, true);
  return Promise.race([over, deadline.passed, aborted(signal)]).catch(() => false);
}
