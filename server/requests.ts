/** Request → feature → LSP value. What depends on the client is put in or left out here. */
import {
  CompletionTriggerKind,
  type CodeAction,
  type CodeActionParams,
  type CompletionParams,
  type Connection,
  type Hover,
  type SignatureHelpParams,
  type TextDocumentPositionParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { SqlDocument } from '../core/sql/document';
import { toMarkup, type ClientTraits } from './clientTraits';
import type { OpenDocument, OpenDocuments } from './documents';
import { codeActions, toCodeAction } from './features/codeActions';
import { completion } from './features/completion/completion';
import { hover } from './features/hover';
import { signatureHelp, toSignatureHelp } from './features/signatureHelp';
import { answer, type Logger } from './guard';

/** Registers a handler for each feature. */
export function registerRequests(
  connection: Connection,
  documents: OpenDocuments,
  traits: ClientTraits,
  log: Logger,
): void {
  const at =
    <P extends TextDocumentPositionParams, R>(
      feature: (document: SqlDocument, offset: number, params: P) => R,
    ) =>
    (params: P): R | undefined => {
      const document = documents.get(params.textDocument.uri)?.document;
      return document && feature(document, document.offsetAt(params.position), params);
    };

  connection.onHover(
    answer(
      log,
      'hover',
      at((document, offset) => answerHover(document, offset, traits)),
    ),
  );
  connection.onCompletion(
    answer(
      log,
      'completion',
      at((document, offset, { context }: CompletionParams) => {
        const triggered = context?.triggerKind === CompletionTriggerKind.TriggerCharacter;
        return completion(document, offset, traits, triggered);
      }),
    ),
  );
  connection.onSignatureHelp(
    answer(
      log,
      'signatureHelp',
      at((document, offset, { context }: SignatureHelpParams) => {
        const found = signatureHelp(document, offset, context?.activeSignatureHelp?.activeSignature);
        return found && toSignatureHelp(found, traits);
      }),
    ),
  );
  connection.onCodeAction(
    answer(log, 'codeAction', (params: CodeActionParams) => {
      const open = documents.get(params.textDocument.uri);
      return open && answerCodeActions(open, params, traits);
    }),
  );
}

function answerHover(document: SqlDocument, offset: number, traits: ClientTraits): Hover | undefined {
  const found = hover(document, offset);
  return found && { contents: toMarkup(found.markdown, traits.markdown.hover), range: found.range };
}

function answerCodeActions(open: OpenDocument, params: CodeActionParams, traits: ClientTraits): CodeAction[] {
  const actions = codeActions(open.document, params.range, params.context.only);
  return actions.map((action) =>
    toCodeAction(action, (edits) => toWorkspaceEdit(open, edits, traits), traits.preferredActions),
  );
}

function toWorkspaceEdit(
  { uri, version }: OpenDocument,
  edits: readonly TextEdit[],
  traits: ClientTraits,
): WorkspaceEdit {
  if (!traits.versionedEdits) return { changes: { [uri]: [...edits] } };
  return { documentChanges: [{ textDocument: { uri, version }, edits: [...edits] }] };
}
