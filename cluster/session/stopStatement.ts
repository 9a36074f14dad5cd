import { sendCancelRequest } from './cancelRequest';
import type { Link } from './link';
import { settledWithin } from '../waiting/settledWithin';

/** From the wish to stop a statement to its end. A server far away takes several of its round trips. */
const PATIENCE_MS = { least: 900, most: 5_000, ofConnecting: 2 };
/** What the server has said already may not have been read yet. */
const LEAST_GRACE_MS = 100;

/**
 * Asks the server to stop what it runs and waits for that, `settled`, a bounded time. Gives the reason why the
 * connection has to be given up; undefined where the statement has ended.
 */
export async function stopStatement(link: Link, settled: Promise<boolean>): Promise<string | undefined> {
  const { client, profile, encrypted } = link;
  const patienceMs = patienceWith(link);
  const begun = performance.now();
  try {
    // To its end, though the statement may end before: what is still on its way would hit the next one.
    await sendCancelRequest(client, profile, encrypted, patienceMs - LEAST_GRACE_MS);
  } catch (error) {
    const ended = await settledWithin(settled, 0);
    return ended ? undefined : `the cancel request could not be delivered: ${(error as Error).message}`;
  }
  const leftMs = Math.max(LEAST_GRACE_MS, patienceMs - (performance.now() - begun));
  if (await settledWithin(settled, leftMs)) return undefined;
  return 'the server did not stop the statement in time';
}

function patienceWith({ connectMs }: Link): number {
  const { least, most, ofConnecting } = PATIENCE_MS;
  return Math.min(most, Math.max(least, connectMs * ofConnecting));
}
