/** The SQL that hands the one PostgreSQL session from client to client. */
import { quoteLiteral } from '../../psql/variables';
import type { ClientSession } from './clientSession';
import { createFrame } from './frames';
import { createQuery, SYNC } from './messages';

/** Runs SQL of our own; its rows in text form. */
export interface OwnQueries {
  /** Throws `OwnQueryError` on an SQL error. */
  query(sql: string): Promise<readonly (readonly (string | null)[])[]>;
  /** Runs messages that may fail, one by one. */
  attempt(messages: readonly Buffer[]): Promise<void>;
}

/** Everything a new client should not find: only done while nobody else is connected. */
export async function discardEverything(queries: OwnQueries): Promise<void> {
  await queries.query('RESET SESSION AUTHORIZATION');
  await queries.query('DISCARD ALL');
}

/** What ALTER ROLE and ALTER DATABASE say a session begins with. */
export async function readRoleSettings(queries: OwnQueries): Promise<Map<string, string>> {
  const rows = await queries.query(`
    SELECT pg_catalog.unnest(setconfig) FROM pg_catalog.pg_db_role_setting
    WHERE setrole IN (0, 'postgres'::pg_catalog.regrole)
    ORDER BY setrole, setdatabase`);
  return new Map(
    rows.map(([text]): [string, string] => {
      const [name = '', ...value] = (text ?? '').split('=');
      return [name, value.join('=')];
    }),
  );
}

/** Role and authorization are settings like others, but PostgreSQL does not list them. */
const UNLISTED = ['session_authorization', 'role'];

/** Takes note of what the client's session holds, for its next turn. */
export async function saveSession(session: ClientSession, queries: OwnQueries): Promise<void> {
  const unlisted = [...session.ownSettings, ...UNLISTED];
  const settings = await queries.query(`
    SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'session'
    UNION ALL
    SELECT name, pg_catalog.current_setting(name, true)
    FROM pg_catalog.unnest(ARRAY[${unlisted.map(quoteLiteral).join(', ')}]) AS name`);
  session.settings = new Map(settings.flatMap(([name, value]) => (name && value ? [[name, value]] : [])));
  const statements = await queries.query(`
    SELECT name, CASE WHEN from_sql THEN statement END FROM pg_catalog.pg_prepared_statements`);
  session.statements.reconcile(
    statements.map(([name, text]) => ({ name: name ?? '', prepareText: text ?? null })),
  );
  session.noteSaved();
}

/** Gives the session what the client had at the end of its last turn. */
export async function restoreSession(session: ClientSession, queries: OwnQueries): Promise<void> {
  await queries.query('RESET SESSION AUTHORIZATION; RESET ALL; DEALLOCATE ALL');
  const calls = [...session.settings].map(
    ([name, value]) => `pg_catalog.set_config(${quoteLiteral(name)}, ${quoteLiteral(value)}, false)`,
  );
  if (calls.length > 0) await queries.query(`SELECT ${calls.join(', ')}`);
  const { prepareTexts, parseMessages } = session.statements;
  // A statement that can't be made again, its table gone, fails when the client runs it.
  await queries.attempt([
    ...prepareTexts.map(createQuery),
    ...parseMessages.map((message) => Buffer.concat([message, SYNC])),
  ]);
}

/** Puts the session into a failed transaction, where a client believes to be. */
export async function failTransaction(queries: OwnQueries): Promise<void> {
  await queries.attempt([createQuery('BEGIN'), createQuery('SELECT 1/0')]);
}

/** Ends a transaction, in whatever state it is. */
export async function rollBack(queries: OwnQueries): Promise<void> {
  await queries.attempt([createFrame('S'), createQuery('ROLLBACK')]);
}
