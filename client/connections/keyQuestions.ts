/** Questions about keys, asked in the editor; passphrases are kept in the secret storage alone. */
import { window } from 'vscode';
import type { KeyQuestions } from '../../cluster/credentials/keyQuestions';
import { passphraseKey } from './passwords';
import type { SecretStore } from './secretStore';

export function createKeyQuestions(secrets: SecretStore): KeyQuestions {
  return {
    async getPassphrase(key, problem) {
      const kept = problem === undefined ? await secrets.get(passphraseKey(key.path)) : undefined;
      if (kept !== undefined) return kept;
      return window.showInputBox({
        title: `Passphrase of ${key.path}`,
        prompt: problem ?? 'Kept in the secret storage of VS Code.',
        password: true,
        ignoreFocusOut: true,
      });
    },
    keepPassphrase: async ({ path }, passphrase) => secrets.store(passphraseKey(path), passphrase),
    async trustHost({ name, keyType, fingerprint }) {
      const trust = 'Trust and Remember';
      const detail = `Its ${keyType} key has the fingerprint\n${fingerprint}\n\nCompare it with what whoever runs the server says. A yes is written to known_hosts, where ssh finds it too.`;
      const question = `The SSH server ${name} is not known yet. Trust it?`;
      return (await window.showWarningMessage(question, { modal: true, detail }, trust)) === trust;
    },
  };
}
