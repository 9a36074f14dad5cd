import type { DatabaseError, Notification } from 'pg';
import type { NoticeMessage } from 'pg-protocol/dist/messages';
import type { Notice, SqlFailure } from '../../core/invocation/outcome';
import type { ConnectFailure } from '../connection/connectFailure';

/** PostgreSQL's error as we report it; its position is mapped by whoever knows the text that was sent. */
export function toSqlFailure(error: DatabaseError | NoticeMessage): SqlFailure {
  return {
    message: error.message ?? '',
    ...(error.code !== undefined && { sqlstate: error.code }),
    ...(error.detail !== undefined && { detail: error.detail }),
    ...(error.hint !== undefined && { hint: error.hint }),
    ...(error.where !== undefined && { context: error.where }),
  };
}

/** The same of what kept the connection from being made. */
export function toConnectSqlFailure({ message, sqlstate }: ConnectFailure): SqlFailure {
  return { message, ...(sqlstate !== undefined && { sqlstate }), lost: true };
}

export function toNotice(message: NoticeMessage): Notice {
  return {
    severity: message.severity ?? 'NOTICE',
    message: message.message ?? '',
    ...(message.detail !== undefined && { detail: message.detail }),
    ...(message.hint !== undefined && { hint: message.hint }),
  };
}

/** What NOTIFY sent to a channel that the session listens to. */
export function toNotification({ channel, payload, processId }: Notification): Notice {
  const text = payload === undefined || payload === '' ? '' : `: ${payload}`;
  return { severity: 'NOTIFY', message: `${channel}${text}`, detail: `From server process ${processId}.` };
}
