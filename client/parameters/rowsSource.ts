import { createHash } from 'node:crypto';

/** Where the rows of a run come from: enough to know them again, and none of their values. */
export interface RowsSource {
  /** Of the file. */
  readonly uri: string;
  /** As messages name it. */
  readonly file: string;
  /** Of its text. */
  readonly digest: string;
  /** How many rows it had. */
  readonly count: number;
  /** Whether a run that fails was to be the last. */
  readonly stopsAtFailure: boolean;
}

/** SHA-256 in hexadecimal digits. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
