/** What is said when a connection has been lost, and when it has been made again. */
import type { Notice, SqlFailure } from '../core/invocation/outcome';

export const AFTER_LOSS =
  'The connection is gone, and with it what an open transaction did. The next run makes a new one.';

export const LOST: SqlFailure = { message: 'the connection to the server was lost', advice: AFTER_LOSS };

export const RECONNECTED: Notice = {
  severity: 'NOTICE',
  message:
    'Connected again: temporary tables, settings and the open transaction of the lost connection are gone.',
};
