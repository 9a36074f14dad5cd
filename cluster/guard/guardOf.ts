import type { ConnectionProfile } from '../profile/profile';
import type { Guard } from '../script/options';

/** The guard that a connection's profile asks for; undefined: it asks for none. `confirm` asks the user. */
export function guardOf(
  { name, readOnly, production, confirm }: ConnectionProfile,
  ask: Guard,
): Guard | undefined {
  if (readOnly) return () => Promise.resolve({ kind: 'refuse', ...refusal(name) });
  return (confirm ?? production) ? ask : undefined;
}

/** PostgreSQL's read-only mode stops no invocation: to it they are function calls. */
function refusal(name: string) {
  return {
    message: 'Not run: this statement invokes Lambda, and the connection is read-only.',
    advice: `Take "readOnly" out of the connection "${name}", or use another connection, to invoke functions.`,
  };
}
