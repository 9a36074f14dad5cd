/** A connection whose network may fall silent, for tests that must not depend on how busy the machine is. */
import type { ConnectionProfile } from '../../cluster/profile/profile';
import type { Proxy } from './proxy';
import { createProfile } from './session';

export interface Patience {
  readonly profile: ConnectionProfile;
  /** From now on nobody waits long for the network: it is known that it does not answer. */
  readonly lose: () => void;
  readonly regain: () => void;
}

const PATIENT_MS = 20_000;
const IMPATIENT_MS = 100;

/** In silence the server is looked for every few milliseconds. */
export function createPatience(
  address: { readonly host: string; readonly port: number },
  more: Partial<ConnectionProfile> = {},
): Patience {
  let connectTimeoutMs = PATIENT_MS;
  const profile = Object.defineProperty(
    createProfile(address, { keepAliveMs: 20, ...more }),
    'connectTimeoutMs',
    { enumerable: true, get: () => connectTimeoutMs },
  );
  return {
    profile,
    lose: () => void (connectTimeoutMs = IMPATIENT_MS),
    regain: () => void (connectTimeoutMs = PATIENT_MS),
  };
}

/** When each of the sessions has tried out whether looking for its server tells anything, and no look is under way. */
export async function untilTriedOut(proxy: Proxy, sessions: number): Promise<void> {
  while (proxy.accepted() < 2 * sessions || proxy.open() > sessions) await turn();
}

/** When so many more connections have come. */
export async function untilMore(proxy: Proxy, connections: number): Promise<void> {
  const before = proxy.accepted();
  while (proxy.accepted() < before + connections) await turn();
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
