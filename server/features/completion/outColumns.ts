/** The OUT columns of a call: behind `alias.` and `(call).`, and by themselves in a query whose FROM has the call. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import type { OutColumn } from '../../../core/catalog/schema';
import { isMark } from '../../../core/sql/cursor';
import { findAliasList } from '../../spot/aliasList';
import { columnsAt } from '../../spot/rowSources';
import { describeOutColumn } from '../describe';
import type { Proposal } from './proposal';
import { expectsValue } from './surroundings';
import type { Typing } from './typing';

export function proposeOutColumns({ place, word, before }: Typing): readonly Proposal[] {
  const mark = place.fragment.tokens[before];
  if (!isMark(mark, '.') && !expectsValue(mark)) return [];
  return columnsAt(place, before + 1).map((column) => toProposal(column, word));
}

/** In `AS r(…)`: the name of the column in this place, and at the start all of them; undefined elsewhere. */
export function proposeColumnAliases({ place, word, before }: Typing): readonly Proposal[] | undefined {
  const list = findAliasList(place, before);
  if (!list) return undefined;
  const [column, ...others] = list.columns.slice(list.index);
  if (!column) return [];
  const names = [column, ...others].map(({ name }) => name).join(', ');
  const all = { label: names, kind: CompletionItemKind.Snippet, span: word, insert: [names] };
  return [toProposal(column, word), ...(others.length > 0 ? [all] : [])];
}

function toProposal(column: OutColumn, span: Proposal['span']): Proposal {
  return {
    label: column.name,
    kind: CompletionItemKind.Field,
    detail: column.type,
    markdown: describeOutColumn(column),
    span,
    insert: [column.name],
  };
}
