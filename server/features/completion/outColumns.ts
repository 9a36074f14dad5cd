/** The OUT columns of a call: behind `alias.` and `(call).`, and by themselves in a query whose FROM has the call. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { isMark } from '../../../core/sql/cursor';
import { columnsAt } from '../../spot/rowSources';
import { describeOutColumn } from '../describe';
import type { Proposal } from './proposal';
import { expectsValue } from './surroundings';
import type { Typing } from './typing';

export function proposeOutColumns({ place, word, before }: Typing): readonly Proposal[] {
  const mark = place.fragment.tokens[before];
  if (!isMark(mark, '.') && !expectsValue(mark)) return [];
  return columnsAt(place, before + 1).map((column) => ({
    label: column.name,
    kind: CompletionItemKind.Field,
    detail: column.type,
    markdown: describeOutColumn(column),
    span: word,
    insert: [column.name],
  }));
}
