import type { Client } from 'pg';
import type { ConnectFailure } from './connectFailure';
import type { Setup } from './sessionSetup';

export interface ConnectOptions {
  /**
   * Asked when the server wants a password; undefined: there is none. Time for typing does not count. May reject with
   * a sentence for the user.
   */
  readonly getPassword: () => Promise<string | undefined>;
  /** Ends the attempt. */
  readonly signal?: AbortSignal;
}

export type ConnectResult =
  | {
      readonly kind: 'connected';
      readonly client: Client;
      readonly encrypted: boolean;
      readonly setup: Setup;
      /** How long it took to make, in ms; what was waited for before, or asked of somebody, aside. */
      readonly connectMs: number;
    }
  | { readonly kind: 'failed'; readonly failure: ConnectFailure };
