/** The functions of the workspace's functions folder, where a function is named. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import type { NamedHandler } from '../../handlerFiles';
import type { Proposal } from './proposal';

/** Asked only where a function's name is typed. */
export type ListHandlers = () => readonly NamedHandler[];

export const NO_HANDLERS: ListHandlers = () => [];

/** `span`: of the name that is being typed. */
export function proposeHandlers(span: Proposal['span'], listHandlers: ListHandlers): readonly Proposal[] {
  return listHandlers().map(({ functionName, path }) => ({
    label: functionName,
    kind: CompletionItemKind.Function,
    detail: path,
    markdown: 'Its handler lies in the functions folder: the embedded cluster runs it.',
    span,
    insert: [functionName],
  }));
}
