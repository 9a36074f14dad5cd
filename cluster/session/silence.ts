/**
 * Ends a connection whose statement will never be answered since the network has gone silent. The system's keep-alive
 * does not see that while something that was sent is not acknowledged: TCP sends it again for a quarter of an hour.
 */
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { canReach, findReach, type Reach } from '../connection/reach';
import type { ConnectionProfile } from '../profile/profile';

/** Waits for what the server answers; `answer` is rejected or settled by the connection's end too. */
export type Attend = <T>(answer: Promise<T>) => Promise<T>;

/** So many looks in a row must be in vain. */
const MOST_UNANSWERED = 3;
/** Where the server is there, looks become rarer, up to so many pauses between two. */
const RAREST = 10;
/** What took longer than it can by so much has seen the machine asleep, or this process standing still. */
const OVERSLEPT_MS = 1_000;

/**
 * For a connection that has just been made. After each `keepAliveMs` in silence the server is looked for by a side
 * connection; where it can't be reached several times in a row, the connection breaks with ETIMEDOUT.
 */
export function createAttend(stream: Duplex, profile: ConnectionProfile): Attend {
  const reach = stream instanceof Socket ? findReach(stream, profile) : undefined;
  if (!(stream instanceof Socket) || !reach || profile.keepAliveMs === 0) return (answer) => answer;
  const leads = tryOut(stream, reach);
  return (answer) => {
    const done = new AbortController();
    void watch(stream, reach, leads, done.signal);
    return answer.finally(() => done.abort());
  };
}

/**
 * Whether looking tells anything: a tunnel may lead one connection alone. Tried while the connection is known to
 * live. A server at the end of no tunnel has just been reached in the same way.
 */
async function tryOut(stream: Socket, reach: Reach): Promise<boolean> {
  if (!reach.isLocal) return true;
  const ended = new AbortController();
  const end = (): void => ended.abort();
  stream.once('close', end);
  const leads = await canReach(reach, ended.signal);
  stream.off('close', end);
  return leads;
}

async function watch(stream: Socket, reach: Reach, leads: Promise<boolean>, signal: AbortSignal) {
  const { profile } = reach;
  let waitMs = profile.keepAliveMs;
  for (let unanswered = 0; unanswered < MOST_UNANSWERED;) {
    const heard = stream.bytesRead;
    const begun = Date.now();
    await pause(waitMs, undefined, { signal, ref: false }).catch(ignoreAbort);
    // What is not read while its taker is busy is no silence of the server.
    const isSilent = stream.bytesRead === heard && !stream.isPaused() && (await leads);
    const isThere = !isSilent || (await canReach(reach, signal));
    if (signal.aborted) return;
    const tookMs = Math.abs(Date.now() - begun);
    const overslept = tookMs > waitMs + profile.connectTimeoutMs + OVERSLEPT_MS;
    unanswered = isThere || overslept ? 0 : unanswered + 1;
    waitMs = isSilent && isThere ? Math.min(waitMs * 2, profile.keepAliveMs * RAREST) : profile.keepAliveMs;
  }
  stream.destroy(Object.assign(new Error('the server can not be reached any more'), { code: 'ETIMEDOUT' }));
}

/** The pause is over, too, when the answer has come. */
function ignoreAbort(error: Error): void {
  if (error.name !== 'AbortError') throw error;
}
