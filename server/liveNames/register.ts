/** How live names follow their settings, and the command that forgets what AWS said. */
import type { Connection, ExecuteCommandParams, InitializeParams } from 'vscode-languageserver';
import { AWS_SECTION, REFRESH_COMMAND } from '../../core/liveNames/protocol';
import type { ConfigurationChanges } from '../configurationChanges';
import { faultFrames } from '../../core/text/faultFrames';
import { answer, type Logger } from '../guard';
import type { LiveNames } from './liveNames';

/** `publish` sends the problems of all documents again. What it returns is to be called once the client is initialized. */
export function registerLiveNames(
  connection: Connection,
  live: LiveNames,
  settings: ConfigurationChanges,
  params: InitializeParams,
  publish: () => void,
  log: Logger,
): () => void {
  live.begin(params);
  settings.listen(() => {
    if (live.isOff) return;
    live.reconfigure();
    publish();
  });
  connection.onExecuteCommand(
    answer(log, 'executeCommand', ({ command }: ExecuteCommandParams) => {
      if (command !== REFRESH_COMMAND) return undefined;
      live.refresh();
      publish();
      return undefined;
    }),
  );
  return () => {
    settings
      .watch(params, AWS_SECTION)
      .catch((error: unknown) => log.error('AWS settings not watched', { stack: faultFrames(error) }));
  };
}
