/** Request → feature → LSP value. What depends on the client is put in or left out here. */
import {
  CompletionTriggerKind,
  type CodeAction,
  type CodeActionParams,
  type CompletionParams,
  type Connection,
  type Hover,
  type HoverParams,
  type Range,
  type SignatureHelpParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { SqlDocument } from '../../core/sql/document';
import { toMarkup, type ClientTraits } from '../start/clientTraits';
import type { OpenDocument, OpenDocuments } from '../documents/documents';
import type { Grades } from '../../core/configuration';
import { codeActions, toCodeAction, type DocumentAction } from '../features/codeActions';
import { completion } from '../features/completion/completion';
import { hostCodeActions } from '../features/hostProblems';
import { hover } from '../features/hover';
import { signatureHelp, toSignatureHelp } from '../features/signatureHelp';
import { answer, answerLater, type Logger } from '../guard';
import { listHandlers, type HandlerFolders } from '../handlerFiles';
import { bringHover, bringItems } from '../documents/hostAnswers';
import { askingOf } from '../documents/inDocument';
import type { LiveAnswers } from '../liveNames/liveAnswers';
import { whileUnchanged } from './whileUnchanged';

/** Registers a handler for each feature. */
export function registerRequests(
  connection: Connection,
  documents: OpenDocuments,
  traits: ClientTraits,
  live: LiveAnswers,
  handlerFolders: () => HandlerFolders,
  readGrades: () => Grades,
  log: Logger,
): void {
  const { at } = askingOf(documents);
  const explain = at(
    (document, offset, _params: HoverParams) => answerHover(document, offset, traits),
    bringHover,
  );
  const complete = at((document, offset, { context, textDocument: { uri } }: CompletionParams, inHost) => {
    // A snippet's marks would be escaped with the text round them.
    const own = inHost ? { ...traits, snippets: false } : traits;
    const triggered = context?.triggerKind === CompletionTriggerKind.TriggerCharacter;
    return completion(document, offset, own, triggered, () => listHandlers(uri, handlerFolders()));
  }, bringItems);
  const explainLive = whileUnchanged(documents, (params: HoverParams, token) =>
    live.hover(params, explain(params), traits, token),
  );
  const completeLive = whileUnchanged(documents, (params: CompletionParams, token) =>
    live.completion(params, complete(params), traits, token),
  );
  connection.onHover(answerLater(log, 'hover', explainLive));
  connection.onCompletion(answerLater(log, 'completion', completeLive));
  connection.onSignatureHelp(
    answer(
      log,
      'signatureHelp',
      at(
        (document, offset, { context }: SignatureHelpParams) => {
          const found = signatureHelp(document, offset, context?.activeSignatureHelp?.activeSignature);
          return found && toSignatureHelp(found, traits);
        },
        (_, help) => help,
      ),
    ),
  );
  connection.onCodeAction(
    answer(log, 'codeAction', (params: CodeActionParams) => {
      const grades = readGrades();
      const more = live.codeActions(params, grades);
      const open = documents.get(params.textDocument.uri);
      if (open)
        return answerCodeActions(
          open,
          [...codeActions(open.document, ...wanted(params), grades), ...more],
          traits,
        );
      const hosting = documents.getHost(params.textDocument.uri);
      if (!hosting) return undefined;
      const found = hostCodeActions(hosting.host, ...wanted(params), grades);
      return answerCodeActions(hosting, [...found, ...more], traits);
    }),
  );
}

function answerHover(document: SqlDocument, offset: number, traits: ClientTraits): Hover | undefined {
  const found = hover(document, offset);
  return found && { contents: toMarkup(found.markdown, traits.markdown.hover), range: found.range };
}

function wanted({ range, context }: CodeActionParams): [Range, readonly string[] | undefined] {
  return [range, context.only];
}

type Versioned = Pick<OpenDocument, 'uri' | 'version'>;

function answerCodeActions(
  open: Versioned,
  actions: readonly DocumentAction[],
  traits: ClientTraits,
): CodeAction[] {
  return actions.map((action) =>
    toCodeAction(action, (edits) => toWorkspaceEdit(open, edits, traits), traits.preferredActions),
  );
}

function toWorkspaceEdit(
  { uri, version }: Versioned,
  edits: readonly TextEdit[],
  traits: ClientTraits,
): WorkspaceEdit {
  if (!traits.versionedEdits) return { changes: { [uri]: [...edits] } };
  return { documentChanges: [{ textDocument: { uri, version }, edits: [...edits] }] };
}
