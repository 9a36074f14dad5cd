/** Where passwords and passphrases are kept: in VS Code's secret storage, which needs the keyring of the system. */

/** The part of VS Code's SecretStorage that is used. */
export interface SecretStore {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** Told once, however often it fails; `reason` is the keyring's own. */
export type TellUnusable = (reason: unknown) => void;

/**
 * The storage without its failures, which are no reason not to connect: where the keyring is locked or missing, a
 * secret is asked for and not kept. Only forgetting one rejects, since it has not been forgotten then.
 */
export function createSecretStore(storage: SecretStore, tell: TellUnusable): SecretStore {
  let isTold = false;
  const tellOnce = (reason: unknown): undefined => {
    if (!isTold) tell(reason);
    isTold = true;
  };
  return {
    get: async (key) => Promise.resolve(storage.get(key)).catch(tellOnce),
    store: async (key, value) => Promise.resolve(storage.store(key, value)).catch(tellOnce),
    delete: (key) => storage.delete(key),
  };
}
