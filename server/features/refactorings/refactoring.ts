import type { CallSite } from '../../../core/calls/model';
import { callAfter } from '../../../core/rules/mending';
import type { TextEdit } from '../../../core/sql/document';

/** Another way to write a call that PostgreSQL accepts. Spans and texts are the fragment's own, unescaped. */
export interface Refactoring {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Makes a new object of the database, rather than another text of the same call. */
  readonly extracts?: true;
}

/** `cursor` is an offset of the call's fragment. */
export type Refactor = (call: CallSite, cursor: number) => Refactoring | undefined;

/** The refactoring, if PostgreSQL accepts the call that it makes, and the calls inside of it. */
export function ifAccepted(call: CallSite, refactoring: Refactoring): Refactoring | undefined {
  const after = callAfter(call, refactoring.edits);
  return after && isAccepted(after) ? refactoring : undefined;
}

/** Also of all calls among its arguments. */
export function isAccepted({ verdict, arguments: all }: CallSite): boolean {
  return verdict.kind === 'ok' && all.every(({ value }) => !value.call || isAccepted(value.call));
}
