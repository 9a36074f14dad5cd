/** The built language server with live names turned on, asking a stand-in of the Lambda API. */
import {
  CodeActionRequest,
  CompletionRequest,
  HoverRequest,
  type CodeAction,
  type CompletionItem,
  type Diagnostic,
  type Hover,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { cursor } from '../fixture';
import { FULL_CAPABILITIES, LanguageServer, SERVER } from '../languageServer';
import { createKeyEnvironment, type AwsEnvironment } from './environment';
import { LambdaStandIn, REGION, type StandInFunction } from './lambdaApi';

export const URI = 'file:///live.sql';

export interface Live {
  readonly lambda: LambdaStandIn;
  readonly server: LanguageServer;
}

export interface LiveOptions {
  readonly functions?: readonly StandInFunction[];
  readonly environment?: AwsEnvironment;
  /** Over the settings that turn it on. */
  readonly aws?: Readonly<Record<string, unknown>>;
}

/** The server's environment has the machine's variables but those of AWS. */
export function spawnWith({ variables }: AwsEnvironment): LanguageServer {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return LanguageServer.spawn([SERVER, '--stdio'], { ...Object.fromEntries(own), ...variables });
}

export async function withLiveServer(
  { functions = [], environment = createKeyEnvironment(), aws = {} }: LiveOptions,
  run: (live: Live) => Promise<void>,
): Promise<void> {
  const lambda = await LambdaStandIn.start(functions);
  const server = spawnWith(environment);
  const settings = { enabled: true, endpoint: lambda.endpoint, region: REGION, ...aws };
  await server.initialize(FULL_CAPABILITIES, { aws: settings });
  try {
    await run({ lambda, server });
  } finally {
    await server.stop();
    await lambda.stop();
    environment.remove();
  }
}

/** Opens SQL with a cursor in it; where that is. */
export async function openAt({ server }: Live, fixture: string, uri = URI, languageId = 'sql') {
  const { text, offset } = cursor(fixture);
  await server.open(uri, text, languageId);
  const position = TextDocument.create(uri, languageId, 1, text).positionAt(offset);
  return { text, textDocument: { uri }, position };
}

/** What completion offers of AWS, and whether there is more. */
export async function completeLive(live: Live, fixture: string, uri = URI, languageId = 'sql') {
  const { text, ...params } = await openAt(live, fixture, uri, languageId);
  const answered = await live.server.connection.sendRequest(CompletionRequest.type, params);
  const list = Array.isArray(answered) || !answered ? undefined : answered;
  const items = (list?.items ?? []).filter(({ sortText }) => sortText?.startsWith('!'));
  return { text, items, isIncomplete: list?.isIncomplete };
}

/** The text once the item with this label is taken. */
export function accept(text: string, items: readonly CompletionItem[], label: string): string | undefined {
  const edit = items.find((item) => item.label === label)?.textEdit;
  const document = TextDocument.create(URI, 'sql', 1, text);
  return edit && 'range' in edit ? TextDocument.applyEdits(document, [edit]) : undefined;
}

export async function hoverLive(live: Live, fixture: string, uri = URI): Promise<string> {
  const { textDocument, position } = await openAt(live, fixture, uri);
  const found: Hover | null = await live.server.connection.sendRequest(HoverRequest.type, {
    textDocument,
    position,
  });
  return found && typeof found.contents === 'object' && 'value' in found.contents ? found.contents.value : '';
}

/** The findings of live names, each as `covered text ⇒ code message`. */
export async function liveProblems(
  live: Live,
  text: string,
  wanted: (codes: readonly Diagnostic['code'][], published: PublishDiagnosticsParams) => boolean,
): Promise<readonly string[]> {
  const document = TextDocument.create(URI, 'sql', 1, text);
  const published = await live.server.diagnostics((params) =>
    wanted(
      params.diagnostics.map(({ code }) => code),
      params,
    ),
  );
  return published.diagnostics.map(({ range, code, message }) =>
    [document.getText(range), '⇒', code, typeof message === 'string' ? message : message.value].join(' '),
  );
}

export async function quickFixes({ server }: Live, text: string, uri = URI): Promise<readonly string[]> {
  const document = TextDocument.create(uri, 'sql', 1, text);
  const range = { start: document.positionAt(0), end: document.positionAt(text.length) };
  const actions = await server.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range,
    context: { diagnostics: [], only: ['quickfix'] },
  });
  return (actions ?? []).map((action) => {
    const [change] = (action as CodeAction).edit?.documentChanges ?? [];
    const edits = change && 'edits' in change ? change.edits : [];
    const plain = edits.flatMap((edit) => ('newText' in edit ? [edit] : []));
    return `${action.title}: ${TextDocument.applyEdits(document, plain)}`;
  });
}
