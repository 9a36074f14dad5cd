import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { KeyQuestions } from '../credentials/keyQuestions';
import type { SshSettings } from '../profile/sshSettings';
import type { Tunnel } from './tunnel';

export interface SshTunnelRequest {
  readonly ssh: SshSettings;
  /** What the last SSH server is to connect to, as it knows it. */
  readonly target: { readonly host: string; readonly port: number };
  /** For every server on the way; time for answering questions does not count. */
  readonly timeoutMs: number;
  /** A word to the server after so long a silence; 0: never. Three that stay unanswered end the tunnel. */
  readonly keepAliveMs: number;
  /** It closes itself when it has led nobody anywhere for so long. */
  readonly idleMs: number;
  readonly questions: KeyQuestions;
  readonly signal?: AbortSignal;
}

/** What the bundle with the SSH library exports. */
export interface SshModule {
  /** Rejects with a sentence for the user. */
  readonly openSshTunnel: (request: SshTunnelRequest) => Promise<Tunnel>;
}

export type LoadSsh = () => Promise<SshModule>;

/** The bundle: loaded when a connection first needs it. */
export const loadSsh: LoadSsh = async () =>
  (await import(pathToFileURL(join(__dirname, 'ssh.js')).href)) as SshModule;
