/** What every connection is told and asked once it is open. */
import type { Client } from 'pg';
import { SANDBOX_NAME, type ConnectionProfile } from '../profile/profile';
import { isRdsProxy } from './rdsAuthorities';

/** A server that works on a statement looks this often whether somebody still waits for the answer. */
const CHECK_INTERVAL_MS = 2_000;

const ASK = 'SELECT pg_catalog.pg_is_in_recovery() AS replica';

/**
 * Without the setting a server learns that its client has died only when it next sends something, and a statement
 * that waits goes on. Servers before version 14 do not have it, and systems that cannot tell refuse it.
 * Source: https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-CLIENT-CONNECTION-CHECK-INTERVAL
 */
const ASK_AND_SET = `${ASK},
  (SELECT pg_catalog.set_config(name, '${CHECK_INTERVAL_MS}', false) FROM pg_catalog.pg_settings
   WHERE name = 'client_connection_check_interval' AND setting = '0')`;

/** A setting of its own statement: RDS Proxy refuses settings in the start-up message. */
const READ_ONLY = 'SET default_transaction_read_only = on';

export interface Setup {
  /** The server is a replica, which takes no changes. */
  readonly isReplica: boolean;
}

/** Rejects where the connection breaks, or where it could not be made read-only. */
export async function setUp(client: Client, profile: ConnectionProfile): Promise<Setup> {
  if (profile.readOnly) await client.query(READ_ONLY);
  // The embedded cluster looks after its clients by itself, and keeps what set_config sets for each of them.
  if (profile.name === SANDBOX_NAME) return { isReplica: false };
  const question = goesToRdsProxy(profile) ? ASK : ASK_AND_SET;
  const asked = await client.query<{ replica: boolean }>(question).catch(unlessRefused);
  return { isReplica: asked?.rows[0]?.replica === true };
}

/**
 * A session that sets anything is pinned: it has a connection to the database for itself until it ends. The proxy
 * itself notices when its client has died.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-pinning.html
 */
function goesToRdsProxy({ host, realServer, iam }: ConnectionProfile): boolean {
  return [host, realServer?.host, iam?.host].some((name) => name !== undefined && isRdsProxy(name));
}

/** The server may refuse what is only for comfort; a connection that breaks is no refusal. */
function unlessRefused(error: Error): undefined {
  if (!('severity' in error)) throw error;
}
