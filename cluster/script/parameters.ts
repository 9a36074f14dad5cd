/** The parameters of a statement, `$1` and so on: what the server says of them, and where their values come from. */
import type { Cell, Notice } from '../../core/invocation/outcome';
import { tokenize } from '../../core/sql/tokens';
import type { Answer, Result, Session } from '../session/session';
import type { Message } from './message';
import type { AskParameters } from './options';
import { keepTransaction } from './transactionKeeper';

export type FoundParameters =
  /** Undefined: the statement goes as psql sends it. */
  | { readonly kind: 'values'; readonly values: readonly Cell[] | undefined }
  | { readonly kind: 'cancelled' }
  | Failed
  /** In the words of whoever was asked. */
  | { readonly kind: 'refused'; readonly message: string; readonly advice?: string };

type Failed = Answer & { readonly kind: 'failed' };

const NONE: FoundParameters = { kind: 'values', values: undefined };

type OnNotice = (notice: Notice) => void;

/** `sql`: the statement as the user wrote it. */
export async function findParameters(
  { text, statements }: Message,
  sql: string,
  session: Session,
  ask: AskParameters | undefined,
  onNotice: OnNotice,
): Promise<FoundParameters> {
  if (!ask || statements.length > 1 || !hasParameters(text)) return NONE;
  const described = await describeStatement(session, text, onNotice);
  if (described.kind !== 'done') return described;
  const types = described.parameters.columns.map(({ type }) => type);
  // Those of a routine's body, or of PREPARE, are none of the statement's own.
  return types.length === 0 ? NONE : ask({ sql, types });
}

function hasParameters(text: string): boolean {
  return tokenize(text, { psql: false }).significant.some(({ kind }) => kind === 'parameter');
}

export type Described =
  | { readonly kind: 'done'; readonly parameters: Result; readonly columns: Result }
  | { readonly kind: 'cancelled' }
  | Failed;

/** Asks the server about a statement without running it. */
export async function describeStatement(
  session: Session,
  text: string,
  onNotice: OnNotice,
): Promise<Described> {
  const request = { text, protocol: 'describe', rowLimit: 0, beyondLimit: 'discard' } as const;
  const answer = await keepTransaction(session, text, onNotice, () => session.run(request, onNotice));
  if (answer.kind !== 'done') return answer;
  const [parameters, columns] = answer.results;
  if (parameters && columns) return { kind: 'done', parameters, columns };
  return { kind: 'failed', failure: { message: 'the server did not describe the statement' }, results: [] };
}

/** Why a statement whose parameters have no values is not sent. */
export function toPermission(found: Exclude<FoundParameters, { kind: 'values' | 'failed' }>) {
  if (found.kind === 'cancelled') return found;
  const { message, advice } = found;
  return { kind: 'refused', failure: { message, ...(advice !== undefined && { advice }) } } as const;
}
