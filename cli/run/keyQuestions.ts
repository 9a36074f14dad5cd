import type { KeyFile, KeyQuestions } from '../../cluster/credentials/keyQuestions';
import { askUser } from '../askUser';
import { visible } from '../terminal';

/** Where a passphrase can stand for a program that nobody sits at. */
const PASSPHRASE_VARIABLES: Readonly<Record<KeyFile['use'], string>> = {
  ssh: 'AURORA_LAMBDA_SQL_SSH_PASSPHRASE',
  tls: 'AURORA_LAMBDA_SQL_TLS_PASSPHRASE',
};

/**
 * Passphrases come from the environment, that of a client certificate from the URI (`ofUri`) before; of a new SSH
 * server somebody at the terminal is asked.
 */
export function createKeyQuestions(canAsk: boolean, ofUri?: string): KeyQuestions {
  return {
    getPassphrase({ path, use }, problem) {
      const variable = PASSPHRASE_VARIABLES[use];
      const passphrase = (use === 'tls' ? ofUri : undefined) ?? process.env[variable];
      if (passphrase !== undefined && problem === undefined) return Promise.resolve(passphrase);
      const reason = problem ?? `${path} has a passphrase.`;
      return Promise.reject(new Error(`${reason} Set the environment variable ${variable} to the right one`));
    },
    async trustHost({ name, keyType, fingerprint }) {
      if (!canAsk) return undefined;
      const answer = await askUser(
        `The SSH server ${visible(name)} is not in known_hosts. Its ${visible(keyType)} key has the fingerprint\n  ${fingerprint}\nTrust it and remember it? (yes for yes, anything else for no) `,
      );
      return /^yes$/i.test(answer);
    },
  };
}
