import type { Disposable, LogOutputChannel } from 'vscode';
import {
  DidChangeConfigurationNotification,
  ExecuteCommandRequest,
  LanguageClient,
  State,
  TransportKind,
  type ConfigurationMiddleware,
} from 'vscode-languageclient/node';
import { DATABASE_SCHEMA_NOTIFICATION, type DatabaseSchemaParams } from '../../core/databaseSchema';
import {
  KNOWN_FUNCTIONS_REQUEST,
  type KnownFunction,
  type KnownFunctionsParams,
} from '../../core/liveNames/knownFunctions';
import { AWS_SECTION, REFRESH_COMMAND } from '../../core/liveNames/protocol';
import { HOST_LANGUAGE_IDS } from '../../core/host/languages';
import type { AwsConfiguration } from '../aws/awsConfiguration';
import { SQL_SELECTOR } from '../languages';
import { readSetting } from '../readSetting';

/** Commands of VS Code that the server may put behind a completion. */
const EDITOR_COMMANDS = {
  triggerSuggest: 'editor.action.triggerSuggest',
  triggerParameterHints: 'editor.action.triggerParameterHints',
};
const DEBUG_PORT = 6009;

export interface LanguageServer extends Disposable {
  restart(): Promise<void>;
  /** What the server's settings are made of has changed. */
  tellSettings(): void;
  /** What the database of a document declares. */
  tellDatabase(params: DatabaseSchemaParams): void;
  /** What live names know of functions; nothing while the server does not run. */
  askKnown(params: KnownFunctionsParams): Promise<readonly KnownFunction[]>;
  /** Told each time the server has come up. */
  onStart(listener: () => void): Disposable;
  /** What AWS said of Lambda functions is forgotten. */
  refreshFunctions(): Promise<void>;
  /** Ends the server's process. */
  stop(): Promise<void>;
}

/**
 * Starts the server in a process of its own; one that crashes is started again, a few times. What goes wrong is
 * told to the user by the client library, and stands in the log. `environment`: variables besides the editor's own.
 */
export function startLanguageServer(
  module: string,
  environment: Readonly<Record<string, string>>,
  log: LogOutputChannel,
  readAws: (uri: string | undefined) => AwsConfiguration,
): LanguageServer {
  const ipc = { module, transport: TransportKind.ipc, options: { env: environment } };
  const client = new LanguageClient(
    'auroraLambda',
    'Aurora Lambda',
    {
      run: ipc,
      debug: { ...ipc, options: { ...ipc.options, execArgv: ['--nolazy', `--inspect=${DEBUG_PORT}`] } },
    },
    {
      documentSelector: [...SQL_SELECTOR, ...HOST_LANGUAGE_IDS.map((language) => ({ language }))],
      diagnosticCollectionName: 'aurora-lambda-sql',
      outputChannel: log,
      initializationOptions: {
        commands: EDITOR_COMMANDS,
        functionsFolder: readSetting('sandbox.functionsFolder', undefined),
      },
      middleware: { workspace: { configuration: answerAws(readAws) } },
    },
  );
  client.start().catch((error: unknown) => log.error('language server did not start', error));
  return {
    restart: () => client.restart(),
    tellSettings: () => {
      if (!client.isRunning()) return;
      const told = client.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
      told.catch((error: unknown) => log.error('settings not told to the language server', error));
    },
    tellDatabase: (params) => {
      if (!client.isRunning()) return;
      const told = client.sendNotification(DATABASE_SCHEMA_NOTIFICATION, params);
      told.catch((error: unknown) => log.error('catalog not told to the language server', error));
    },
    askKnown: async (params) => {
      if (!client.isRunning()) return [];
      try {
        return await client.sendRequest<KnownFunction[]>(KNOWN_FUNCTIONS_REQUEST, params);
      } catch (error) {
        log.error('the language server did not say which functions it knows', error);
        return [];
      }
    },
    onStart: (listener) =>
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) listener();
      }),
    refreshFunctions: () => client.sendRequest(ExecuteCommandRequest.type, { command: REFRESH_COMMAND }),
    stop: async () => {
      if (client.needsStop()) await client.stop();
    },
    dispose: () => void client.dispose(),
  };
}

/** The settings of VS Code do not know of trust, nor of connections. */
function answerAws(
  readAws: (uri: string | undefined) => AwsConfiguration,
): NonNullable<ConfigurationMiddleware['configuration']> {
  return async (params, token, next) => {
    const answered = await next(params, token);
    if (!Array.isArray(answered)) return answered;
    return params.items.map(({ section, scopeUri }, index): unknown =>
      section === AWS_SECTION ? readAws(scopeUri) : answered[index],
    );
  };
}
