import type { OnOutput, Rest } from '../engine/engine';
import { FrameReader } from './frames';
import { createQuery, parseNotice, readDataRow, readParameterStatus } from './messages';
import type { OwnQueries } from './sessionSwitch';

/** An SQL error of a query of our own. */
export class OwnQueryError extends Error {
  constructor(
    readonly sqlstate: string,
    message: string,
  ) {
    super(message);
  }
}

export interface OwnQueryEvents {
  readonly parameter: (name: string, value: string) => void;
  readonly notify: (bytes: Buffer) => void;
}

type Exchange = (bytes: Uint8Array, onOutput: OnOutput) => Promise<Rest>;

/** Queries that no client sees, run between the clients' turns. */
export function createOwnQueries(exchange: Exchange, events: OwnQueryEvents): OwnQueries {
  const run = async (message: Buffer): Promise<{ rows: (string | null)[][]; error?: OwnQueryError }> => {
    const reader = new FrameReader();
    const result: { rows: (string | null)[][]; error?: OwnQueryError } = { rows: [] };
    await exchange(message, (bytes, taken) => {
      taken();
      for (const frame of reader.push(bytes)) {
        if (frame.type === 'D') result.rows.push(readDataRow(frame));
        if (frame.type === 'S') events.parameter(...readParameterStatus(frame));
        if (frame.type === 'A') events.notify(frame.bytes);
        if (frame.type !== 'E') continue;
        const fields = parseNotice(frame);
        result.error ??= new OwnQueryError(fields.get('C') ?? '', fields.get('M') ?? '');
      }
    });
    return result;
  };
  return {
    async query(sql) {
      const { rows, error } = await run(createQuery(sql));
      if (error) throw error;
      return rows;
    },
    async attempt(messages) {
      for (const message of messages) await run(message);
    },
  };
}
