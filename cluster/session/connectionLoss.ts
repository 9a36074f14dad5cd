/** What is said when a connection has been lost, and when it has been made again. */
import type { Notice, SqlFailure } from '../../core/invocation/outcome';
import { readAtStake } from './atStake';
import type { SessionState } from './sessionState';

export type TransactionState = 'none' | 'open' | 'failed';

export interface SentStatement {
  /** As it was sent. */
  readonly text: string;
  /** When it was sent. */
  readonly transaction: TransactionState;
}

/** A statement whose answer will not come. */
export interface LostStatement extends SentStatement {
  /** The server's last words; undefined where there were none. */
  readonly words: SqlFailure | undefined;
  /** What the system says of the connection, e.g. `ETIMEDOUT`. */
  readonly code: string | undefined;
}

const LOST = 'the connection to the server was lost';
const AGAIN = 'The next run connects again.';

/** Says what happened, what became of the transaction and the statement, and what to do. */
export function describeLoss({ text, transaction, words, code }: LostStatement): SqlFailure {
  const { commits, changes, invokes } = readAtStake(text);
  const inTransaction = transaction !== 'none';
  const advice = [
    commits && transaction !== 'failed'
      ? COMMIT_UNKNOWN
      : inTransaction
        ? ROLLED_BACK
        : changes
          ? UNKNOWN
          : '',
    invokes ? INVOKED : '',
    AGAIN,
  ];
  const message = code === 'ETIMEDOUT' ? `${LOST}: nothing answers any more` : LOST;
  return { ...(words ?? { message }), advice: advice.filter(Boolean).join(' '), lost: true };
}

const COMMIT_UNKNOWN =
  'Whether the COMMIT took effect is not known: look at the data before you run the transaction again.';
const ROLLED_BACK = 'The server rolls the open transaction back.';
const UNKNOWN = 'Whether the statement took effect is not known: look before you run it again.';
const INVOKED = 'Lambda functions that it invoked have run, or still do, whatever became of the statement.';

/** For a statement that was stopped and lost its connection on the way; `reason`: why that was given up. */
export function describeGivenUp({ message, advice }: SqlFailure, reason: string | undefined): Notice {
  return reason === undefined
    ? { severity: 'WARNING', message: `Meanwhile ${message}. ${advice}` }
    : describeClosed(reason, advice);
}

export function describeClosed(reason: string, advice = AGAIN): Notice {
  return { severity: 'WARNING', message: `The connection was closed: ${reason}. ${advice}` };
}

/** For a statement that was not sent, since the transaction that it belongs to was lost while nothing ran. */
export function describeLostTransaction(words: string | undefined): SqlFailure {
  return {
    message: `the connection was lost while nothing ran, and the open transaction with it${words === undefined ? '' : `: ${words}`}`,
    advice:
      'The server rolled the transaction back, and this statement was not sent. Run the transaction from its beginning.',
    lost: true,
  };
}

export function describeReconnect(lost: SessionState): Notice {
  const gone = [...lost];
  const message = gone.length === 0 ? '.' : `: ${joinWords(gone)} of the lost connection are gone.`;
  return { severity: 'NOTICE', message: `Connected again${message}` };
}

/** After a failover the address of what was the writer may lead to a replica. */
export const NOW_A_REPLICA: Notice = {
  severity: 'WARNING',
  message:
    'The server that answers now is a replica, which takes no changes. After a failover it takes a moment until the address of the writer leads to the new one: connect again then.',
};

function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
