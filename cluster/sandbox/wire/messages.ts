import { createFrame, createInt32, splitTexts, type Frame } from './frames';

/** `I` idle, `T` in a transaction, `E` in a failed one. */
export type TransactionStatus = 'I' | 'T' | 'E';

/** Fields of an error or a notice, by the protocol's letters: S severity, C SQLSTATE, M message, D, H, W … */
export type NoticeFields = ReadonlyMap<string, string>;

export interface NoticeTexts {
  readonly severity: 'FATAL' | 'ERROR' | 'NOTICE';
  readonly sqlstate: string;
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
}

export function createError(texts: NoticeTexts): Buffer {
  return createNotice('E', texts);
}

/** `type` E or N. */
export function createNotice(type: 'E' | 'N', texts: NoticeTexts): Buffer {
  const fields = new Map([
    ['S', texts.severity],
    ['V', texts.severity],
    ['C', texts.sqlstate],
    ['M', texts.message],
  ]);
  if (texts.detail !== undefined) fields.set('D', texts.detail);
  if (texts.hint !== undefined) fields.set('H', texts.hint);
  return formatNotice(type, fields);
}

export function parseNotice(frame: Frame): NoticeFields {
  const texts = splitTexts(frame.bytes.subarray(5)).filter((text) => text !== '');
  return new Map(texts.map((text) => [text.charAt(0), text.slice(1)]));
}

export function formatNotice(type: string, fields: NoticeFields): Buffer {
  return createFrame(type, ...[...fields].map(([letter, text]) => `${letter}${text}\0`), '\0');
}

export function createReadyForQuery(status: TransactionStatus): Buffer {
  return createFrame('Z', status);
}

export function readStatus(frame: Frame): TransactionStatus {
  const status = String.fromCharCode(frame.bytes[5] ?? 0);
  return status === 'T' || status === 'E' ? status : 'I';
}

/** `CommandComplete`'s tag without its counts: `INSERT`, `SET`, `DISCARD ALL`. */
export function readCommand(frame: Frame): string {
  return (splitTexts(frame.bytes.subarray(5))[0] ?? '').replace(/[ \d]+$/, '');
}

export function readParameterStatus(frame: Frame): readonly [name: string, value: string] {
  const [name = '', value = ''] = splitTexts(frame.bytes.subarray(5));
  return [name, value];
}

/** A row's values in text form; null is SQL NULL. */
export function readDataRow(frame: Frame): (string | null)[] {
  const values: (string | null)[] = [];
  let at = 7;
  for (let left = frame.bytes.readInt16BE(5); left > 0; left--) {
    const length = frame.bytes.readInt32BE(at);
    at += 4;
    values.push(length < 0 ? null : frame.bytes.toString('utf8', at, at + length));
    at += Math.max(length, 0);
  }
  return values;
}

export function createQuery(sql: string): Buffer {
  return createFrame('Q', `${sql}\0`);
}

export const SYNC = createFrame('S');

export function createCopyFail(reason: string): Buffer {
  return createFrame('f', `${reason}\0`);
}

/** No password is asked for. libpq takes nothing else before this, not even a notice. */
export const AUTHENTICATION_OK = createFrame('R', createInt32(0));

/** What ends the opening of a connection: the session's settings, the key for cancelling. */
export function createWelcome(
  parameters: ReadonlyMap<string, string>,
  processId: number,
  secret: number,
): Buffer {
  return Buffer.concat([
    ...[...parameters].map(([name, value]) => createFrame('S', `${name}\0${value}\0`)),
    createFrame('K', createInt32(processId, secret)),
    createReadyForQuery('I'),
  ]);
}
