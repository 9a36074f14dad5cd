/** What every connection is told and asked once it is open. */
import type { Client } from 'pg';
import { SANDBOX_NAME, type ConnectionProfile } from '../profile/profile';

/** A server that works on a statement looks this often whether somebody still waits for the answer. */
const CHECK_INTERVAL_MS = 2_000;

/**
 * Without the setting a server learns that its client has died only when it next sends something, and a statement
 * that waits goes on. Servers before version 14 do not have it, and systems that cannot tell refuse it.
 * Source: https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-CLIENT-CONNECTION-CHECK-INTERVAL
 */
const SET_UP = `SELECT pg_catalog.pg_is_in_recovery() AS replica,
  (SELECT pg_catalog.set_config(name, '${CHECK_INTERVAL_MS}', false) FROM pg_catalog.pg_settings
   WHERE name = 'client_connection_check_interval' AND setting = '0')`;

/** A setting of its own statement: RDS Proxy refuses settings in the start-up message. */
const READ_ONLY = 'SET default_transaction_read_only = on';

export interface Setup {
  /** The server is a replica, which takes no changes. */
  readonly isReplica: boolean;
}

/** Rejects where the connection breaks, or where it could not be made read-only. */
export async function setUp(client: Client, { name, readOnly }: ConnectionProfile): Promise<Setup> {
  if (readOnly) await client.query(READ_ONLY);
  // The embedded cluster looks after its clients by itself, and keeps what set_config sets for each of them.
  if (name === SANDBOX_NAME) return { isReplica: false };
  const asked = await client.query<{ replica: boolean }>(SET_UP).catch(unlessRefused);
  return { isReplica: asked?.rows[0]?.replica === true };
}

/** The server may refuse what is only for comfort; a connection that breaks is no refusal. */
function unlessRefused(error: Error): undefined {
  if (!('severity' in error)) throw error;
}
