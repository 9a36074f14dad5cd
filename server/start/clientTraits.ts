/** What the editor at the other end can take, read once from its `initialize` request. */
import type { ClientCapabilities, InitializeParams, MarkupContent, MarkupKind } from 'vscode-languageserver';

export interface ClientTraits {
  /** Completions may hold placeholders. */
  readonly snippets: boolean;
  readonly markdown: { readonly completion: boolean; readonly hover: boolean; readonly signature: boolean };
  /** A parameter may be named by its place in the label, and each overload may have its own active one. */
  readonly parameterOffsets: boolean;
  readonly activeParameterPerOverload: boolean;
  /** "No parameter is active" can be said. */
  readonly noActiveParameter: boolean;
  readonly versionedEdits: boolean;
  /** An edit may rename files too. */
  readonly renamesFiles: boolean;
  readonly codeActionLiterals: boolean;
  readonly preferredActions: boolean;
  /** The editor's own commands that may follow a completion, by what they do. */
  readonly commands: EditorCommands;
}

/**
 * From `initializationOptions.commands`: ids of commands of the editor, for instance VS Code's
 * `editor.action.triggerSuggest`. Absent where the editor names none.
 */
export interface EditorCommands {
  readonly triggerSuggest?: string;
  readonly triggerParameterHints?: string;
}

export function readClientTraits(params: InitializeParams): ClientTraits {
  const { textDocument, workspace }: ClientCapabilities = params.capabilities;
  const item = textDocument?.completion?.completionItem;
  const signature = textDocument?.signatureHelp?.signatureInformation;
  return {
    snippets: item?.snippetSupport === true,
    markdown: {
      completion: takesMarkdown(item?.documentationFormat),
      hover: takesMarkdown(textDocument?.hover?.contentFormat),
      signature: takesMarkdown(signature?.documentationFormat),
    },
    parameterOffsets: signature?.parameterInformation?.labelOffsetSupport === true,
    activeParameterPerOverload: signature?.activeParameterSupport === true,
    noActiveParameter: signature?.noActiveParameterSupport === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    renamesFiles: workspace?.workspaceEdit?.resourceOperations?.includes('rename') === true,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    preferredActions: textDocument?.codeAction?.isPreferredSupport === true,
    commands: readCommands(params.initializationOptions),
  };
}

function takesMarkdown(formats: readonly MarkupKind[] | undefined): boolean {
  return formats?.includes('markdown') === true;
}

function readCommands(options: unknown): EditorCommands {
  const commands = property(options, 'commands');
  const triggerSuggest = property(commands, 'triggerSuggest');
  const triggerParameterHints = property(commands, 'triggerParameterHints');
  return {
    ...(typeof triggerSuggest === 'string' && { triggerSuggest }),
    ...(typeof triggerParameterHints === 'string' && { triggerParameterHints }),
  };
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

/** Documentation in the form the editor takes; Markdown is readable as it stands. */
export function toMarkup(markdown: string, takesIt: boolean): MarkupContent {
  return { kind: takesIt ? 'markdown' : 'plaintext', value: markdown };
}
