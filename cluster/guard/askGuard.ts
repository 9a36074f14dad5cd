import type { Notice, SqlFailure } from '../../core/invocation/outcome';
import type { Guard } from '../script/options';
import type { Session } from '../session/session';
import { foresee } from './foresee';

/** `send` this text, which differs from what was asked about where the guard made it a dry run. */
export type Permission =
  | { readonly kind: 'send'; readonly text: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly failure: SqlFailure };

/** Looks up what a message of the run would invoke, and asks the guard if it would. */
export async function askGuard(
  guard: Guard | undefined,
  { text, sql }: { readonly text: string; readonly sql: string },
  session: Session,
  onNotice: (notice: Notice) => void,
): Promise<Permission> {
  if (!guard) return { kind: 'send', text };
  const ask = (query: string) => session.ask(query, onNotice);
  const foreseen = await foresee(text, { ask, inTransaction: session.transaction !== 'none' });
  if (!foreseen) return { kind: 'send', text };
  const answer = await guard(foreseen, sql);
  if (answer.kind === 'refuse') return { kind: 'refused', failure: answer };
  if (answer.kind === 'cancel') return { kind: 'cancelled' };
  return { kind: 'send', text: answer.kind === 'dryRun' ? (foreseen.dryRun ?? text) : text };
}
