/** One live connection of a session. */
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Client } from 'pg';
import type { NoticeMessage } from 'pg-protocol/dist/messages';
import type { SqlFailure } from '../../core/invocation/outcome';
import { ColumnTypes } from './columnTypes';
import type { TransactionState } from './connectionLoss';
import { toSqlFailure } from './failure';
import { SANDBOX_NAME, type ConnectionProfile } from '../profile/profile';
import { isFromServer, Query, type QueryAnswer, type QueryRequest } from './query';
import type { Rows } from '../rows/rowStream';
import { createAttend, type Attend } from './silence';
import { settledWithin } from '../waiting/settledWithin';

export interface Link {
  readonly client: Client;
  readonly profile: ConnectionProfile;
  readonly encrypted: boolean;
  readonly isReplica: boolean;
  readonly types: ColumnTypes;
  /** How long it took to make, in ms, a password's typing aside: a measure of how far away the server is. */
  readonly connectMs: number;
  /** Waits for an answer, as long as there is a server that may give it. */
  readonly attend: Attend;
  /** When the server last answered, by the clock, which goes on while the machine sleeps. */
  heardAt: number;
  /** What the server said when it ended the connection while nothing ran, or to everybody as it went down. */
  lastWords: SqlFailure | undefined;
}

/** Of a connection; `address`: the IP address. */
export interface Endpoint {
  readonly address?: string;
  readonly tls?: { readonly protocol: string; readonly cipher: string };
}

export type NewLink = Pick<Link, 'client' | 'profile' | 'encrypted' | 'isReplica' | 'connectMs'>;

export function createLink(parts: NewLink): Link {
  const link: Link = {
    ...parts,
    types: new ColumnTypes((sql) => askOver(link, sql)),
    attend: createAttend(parts.client.connection.stream, parts.profile),
    heardAt: Date.now(),
    lastWords: undefined,
  };
  // Between statements the server speaks only to say that it ends the connection, and why.
  link.client.on('error', (error) => {
    if (isFromServer(error)) link.lastWords = toSqlFailure(error);
  });
  link.client.on('notice', (notice) => {
    if (isFarewell(notice)) link.lastWords = toSqlFailure(notice);
  });
  return link;
}

/** admin_shutdown, crash_shutdown: a server that ends at once says so in a warning. */
export function isFarewell({ code }: NoticeMessage): boolean {
  return code === '57P01' || code === '57P02';
}

export function endpointOf({ client }: Link): Endpoint {
  const { stream } = client.connection;
  const address = stream instanceof Socket ? stream.remoteAddress : undefined;
  const protocol = stream instanceof TLSSocket ? stream.getProtocol() : null;
  const tls = stream instanceof TLSSocket &&
    protocol !== null && { protocol, cipher: stream.getCipher().name };
  return { ...(address !== undefined && { address }), ...(tls && { tls }) };
}

export function transactionOf({ client }: Link): TransactionState {
  const status = client.getTransactionStatus();
  if (status === 'T') return 'open';
  return status === 'E' ? 'failed' : 'none';
}

/** Takes the connection away from both ends; what waits for an answer is told that it is lost. */
export function breakOff({ client }: Link): void {
  client.connection.stream.destroy();
}

/** After so long without a word the server is asked whether it is still there before it is sent anything. */
const SILENCE_MS = 10_000;
/** So long it may take to say so: a network that has just woken up takes a moment. */
const PROBE_MS = 3_000;

const PROBE: QueryRequest = { text: '', protocol: 'simple', rowLimit: 0, beyondLimit: 'discard' };

/** Whether the server still answers; asked only where it has been silent for a while, or the clock has jumped. */
export async function stillAnswers(link: Link): Promise<boolean> {
  const silence = Date.now() - link.heardAt;
  if (silence >= 0 && silence < SILENCE_MS) return true;
  // Another client's transaction keeps it from answering; that it has died, the system tells at once.
  if (link.profile.name === SANDBOX_NAME) return true;
  const answered = ask(link, PROBE).then(({ kind }) => kind === 'done');
  return settledWithin(answered, PROBE_MS);
}

/** Asks the catalog; undefined where the transaction has failed, which answers nothing, or the server refuses. */
export async function askOver(link: Link, sql: string): Promise<Rows | undefined> {
  if (transactionOf(link) === 'failed') return undefined;
  const answer = await ask(link, { text: sql, protocol: 'extended', rowLimit: 0, beyondLimit: 'discard' });
  return answer.kind === 'done' ? answer.results[0]?.rows : undefined;
}

function ask({ client, attend }: Link, request: QueryRequest): Promise<QueryAnswer> {
  return attend(client.query(new Query(request)).answer);
}
