/** What AWS says, put to what the features say without it. Where live names are off, theirs goes through untouched. */
import type {
  CancellationToken,
  CodeActionParams,
  CompletionItem,
  CompletionList,
  CompletionParams,
  Diagnostic,
  Hover,
  HoverParams,
} from 'vscode-languageserver';
import { applyGrades, type Grades } from '../../core/configuration';
import { toHostProblem } from '../../core/host/hostProblems';
import type { Problem } from '../../core/problems';
import type { SqlDocument } from '../../core/sql/document';
import { toMarkup, type ClientTraits } from '../start/clientTraits';
import type { OpenDocuments } from '../documents/documents';
import { mendings, type DocumentAction } from '../features/codeActions';
import { toItem } from '../features/completion/completion';
import { findNameTyping, proposeLive } from '../features/completion/liveNames';
import { toDiagnostic } from '../features/diagnostics';
import { describeLive, isOnLiveName } from '../features/liveHover';
import { paragraphs } from '../features/markdown';
import { bringItems } from '../documents/hostAnswers';
import { askingOf } from '../documents/inDocument';
import type { LiveNames } from './liveNames';

/** Longer than that nobody waits for a list, or for a hover. What comes later is there the next time. */
const COMPLETION_MS = 1_500;
const HOVER_MS = 3_000;

export class LiveAnswers {
  constructor(
    private readonly live: LiveNames,
    private readonly documents: OpenDocuments,
  ) {}

  diagnostics(uri: string, grades: Grades): readonly Diagnostic[] {
    const document = this.textOf(uri);
    return applyGrades(this.problems(uri), grades).flatMap((problem) =>
      document ? [toDiagnostic(document, problem)] : [],
    );
  }

  /** Quick fixes. */
  codeActions(
    { textDocument: { uri }, range, context }: CodeActionParams,
    grades: Grades,
  ): readonly DocumentAction[] {
    const document = this.textOf(uri);
    const problems = applyGrades(this.problems(uri), grades);
    if (!document || problems.length === 0) return [];
    return mendings({ document, problems, findIn: () => [] }, range, context.only);
  }

  forget(uri: string): void {
    this.live.forget(uri);
  }

  async hover(
    params: HoverParams,
    own: Hover | undefined,
    traits: ClientTraits,
    token: CancellationToken,
  ): Promise<Hover | undefined> {
    const { at } = askingOf(this.documents);
    const describe = async (document: SqlDocument, offset: number): Promise<string | undefined> => {
      const target = isOnLiveName(document, offset) && (await this.live.findTarget(params.textDocument.uri));
      return target ? describeLive(document, offset, target, until(token, HOVER_MS)) : undefined;
    };
    const markdown = this.live.isOff ? undefined : await at(describe, (_, found) => found)(params);
    if (markdown === undefined) return own;
    const contents = own?.contents;
    const rest = typeof contents === 'object' && 'value' in contents ? contents.value : '';
    return { ...own, contents: toMarkup(paragraphs(markdown, rest), traits.markdown.hover) };
  }

  async completion(
    params: CompletionParams,
    own: CompletionItem[] | undefined,
    traits: ClientTraits,
    token: CancellationToken,
  ): Promise<CompletionItem[] | CompletionList | undefined> {
    if (this.live.isOff) return own;
    const { at } = askingOf(this.documents);
    const propose = async (document: SqlDocument, offset: number): Promise<CompletionList | undefined> => {
      const typing = findNameTyping(document, offset);
      const target = typing && (await this.live.findTarget(params.textDocument.uri));
      const directory = target?.open(typing?.region);
      if (!typing || !directory) return undefined;
      const { proposals, isIncomplete } = await proposeLive(typing, directory, until(token, COMPLETION_MS));
      const items = proposals.flatMap((proposal, index) => {
        const item = toItem(typing.place, proposal, index, traits);
        // Before what the features propose by themselves, which is sorted by digits.
        return item ? [{ ...item, sortText: `!${String(index).padStart(4, '0')}` }] : [];
      });
      return { isIncomplete, items };
    };
    const found = await at(propose, async (piece, later) => {
      const list = await later;
      return list && { ...list, items: bringItems(piece, list.items) };
    })(params);
    if (!found) return own;
    // A function that AWS has may have a handler here too: what AWS says of it is more.
    const listed = new Set(found.items.map(({ label }) => label));
    const others = (own ?? []).filter(({ label }) => !listed.has(label));
    return { ...found, items: [...found.items, ...others] };
  }

  private textOf(uri: string) {
    return this.documents.get(uri)?.document ?? this.documents.getHost(uri)?.host;
  }

  /** In offsets of the document. */
  private problems(uri: string): readonly Problem[] {
    if (this.live.isOff) return [];
    const document = this.documents.get(uri)?.document;
    if (document) return this.live.findProblems(uri, [document]).flat();
    const pieces = this.documents.getHost(uri)?.host.embedded ?? [];
    const found = this.live.findProblems(
      uri,
      pieces.map((piece) => piece.document),
    );
    return pieces.flatMap((piece, index) =>
      (found[index] ?? []).map((problem) => toHostProblem(piece, problem)),
    );
  }
}

/** Ends with the request, and after a while. */
function until(token: CancellationToken, mostMs: number): AbortSignal {
  const cancelled = new AbortController();
  if (token.isCancellationRequested) cancelled.abort();
  token.onCancellationRequested(() => cancelled.abort());
  return AbortSignal.any([cancelled.signal, AbortSignal.timeout(mostMs)]);
}
