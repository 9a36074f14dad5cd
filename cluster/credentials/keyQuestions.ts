/** What only a person can say about keys: the passphrase of one's own, and whether a stranger's is the right one. */

export interface KeyFile {
  readonly path: string;
  /** `ssh`: to sign in at an SSH server. `tls`: of the client certificate. */
  readonly use: 'ssh' | 'tls';
}

/** An SSH server that the known_hosts files do not have. */
export interface UnknownHost {
  /** As known_hosts would name it. */
  readonly name: string;
  /** For instance `ED25519`. */
  readonly keyType: string;
  /** As `ssh` shows it: `SHA256:…`. */
  readonly fingerprint: string;
}

export interface KeyQuestions {
  /**
   * The passphrase of a private key; undefined: there is nobody who says it. `problem`: what is wrong with the one
   * that was given last.
   */
  readonly getPassphrase: (key: KeyFile, problem?: string) => Promise<string | undefined>;
  /** Told a passphrase that has opened the key. */
  readonly keepPassphrase?: (key: KeyFile, passphrase: string) => Promise<void>;
  /** Whether the key is the server's; who says yes wants it remembered. Undefined: nobody can be asked. */
  readonly trustHost: (host: UnknownHost) => Promise<boolean | undefined>;
}

/** Nobody is there to be asked. */
export const NO_ANSWERS: KeyQuestions = {
  getPassphrase: () => Promise.resolve(undefined),
  trustHost: () => Promise.resolve(undefined),
};

export type OpenedKey<T> = { readonly kind: 'opened'; readonly key: T } | { readonly kind: 'closed' };

/**
 * Opens a private key with the passphrase that somebody gives, asking again while it is wrong. `open` gives undefined
 * for a wrong one. `closed`: nobody gave any more.
 */
export async function openWithPassphrase<T>(
  key: KeyFile,
  questions: KeyQuestions,
  open: (passphrase: string) => T | undefined,
): Promise<OpenedKey<T>> {
  for (let problem: string | undefined; ;) {
    const passphrase = await questions.getPassphrase(key, problem);
    if (passphrase === undefined) return { kind: 'closed' };
    const opened = open(passphrase);
    if (opened !== undefined) {
      await questions.keepPassphrase?.(key, passphrase);
      return { kind: 'opened', key: opened };
    }
    problem = `The passphrase does not open ${key.path}.`;
  }
}
