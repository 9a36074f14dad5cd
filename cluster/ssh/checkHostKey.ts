import type { KeyQuestions } from '../credentials/keyQuestions';
import type { Hop } from './hops';
import { fingerprint, judgeHostKey, readKeyType, rememberHostKey } from './knownHosts';

/**
 * Compares the key that a server shows with known_hosts; one that is not there is asked about, and remembered after a
 * yes. Gives a sentence for the user where the server must not be trusted. Never rejects.
 */
export async function checkHostKey(
  hop: Hop,
  key: Buffer,
  questions: KeyQuestions,
): Promise<string | undefined> {
  try {
    return await judge(hop, key, questions);
  } catch (error) {
    return `The key of the SSH server ${hop.host} could not be compared with known_hosts: ${(error as Error).message}.`;
  }
}

async function judge(hop: Hop, key: Buffer, { trustHost }: KeyQuestions): Promise<string | undefined> {
  const { host, knownAs, knownHostsFiles } = hop;
  const shown = `${describeType(key)} key ${fingerprint(key)}`;
  const verdict = judgeHostKey(knownHostsFiles, knownAs, key);
  switch (verdict.kind) {
    case 'known':
      return undefined;
    case 'revoked':
      return `The SSH server ${host} shows a key that line ${verdict.line} of ${verdict.file} revokes (${shown}). Do not connect; ask whoever runs the server.`;
    case 'changed':
      return `The key of the SSH server ${host} is not the one that line ${verdict.line} of ${verdict.file} has: it shows the ${shown}. Somebody may stand between. Ask whoever runs the server; if its key has really changed, remove the old one with: ssh-keygen -R '${knownAs}'`;
    case 'unknown': {
      const server = { name: knownAs, keyType: describeType(key), fingerprint: fingerprint(key) };
      const answer = await trustHost(server);
      if (answer === undefined)
        return `The SSH server ${host} is not in known_hosts yet, and nobody can be asked here. It shows the ${shown}. Connect to it once with ssh in a terminal, compare the fingerprint, and run this again.`;
      if (!answer) return `Not connected: the key of the SSH server ${host} was not trusted.`;
      const [file] = knownHostsFiles;
      if (file !== undefined) rememberHostKey(file, knownAs, key, hop.hashesNames);
      return undefined;
    }
  }
}

/** `ED25519`, as `ssh` says it. */
function describeType(key: Buffer): string {
  const type = readKeyType(key);
  return (/^(?:ssh|ecdsa)-(?:sha2-)?(.*)$/.exec(type)?.[1] ?? type).replace(/^nistp/, 'ECDSA-').toUpperCase();
}
