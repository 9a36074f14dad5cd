import type { Foreseen } from '../../core/guard/foreseen';
import type { Guard, GuardAnswer } from '../script/options';

/** For a statement that runs many times: the first answer holds for all, as long as the same would be invoked. */
export function askOnce(ask: Guard): Guard {
  const answered = new Map<string, GuardAnswer>();
  return async (foreseen, sql) => {
    const key = keyOf(foreseen, sql);
    const answer = answered.get(key) ?? (await ask(foreseen, sql));
    answered.set(key, answer);
    return answer;
  };
}

/** Without the estimate, which follows the values; a psql variable may name another function. */
function keyOf({ invocations, hidden, lookedUp }: Foreseen, sql: string): string {
  return JSON.stringify([sql, invocations, hidden, lookedUp]);
}
