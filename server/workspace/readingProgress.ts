import type { Connection, InitializeParams } from 'vscode-languageserver';
import { faultFrames } from '../../core/text/faultFrames';
import type { Logger } from '../guard';
import type { ShowReading } from './workspaceReading';

/** What takes less time is done before anybody wonders. */
const PATIENCE_MS = 1_000;

/** Shows reading that takes long as the client's progress; not at all where the client has none. */
export function createProgress(connection: Connection, params: InitializeParams, log: Logger): ShowReading {
  if (!params.capabilities.window?.workDoneProgress) return () => () => undefined;
  return (stop) => {
    let hide = (): void => clearTimeout(timer);
    const timer = setTimeout(() => {
      let isOver = false;
      hide = () => (isOver = true);
      connection.window.createWorkDoneProgress().then(
        (progress) => {
          if (isOver) return progress.done();
          progress.token.onCancellationRequested(stop);
          progress.begin('Aurora Lambda: reading the workspace', undefined, undefined, true);
          hide = () => progress.done();
        },
        (error: unknown) => log.error('no progress shown', { stack: faultFrames(error) }),
      );
    }, PATIENCE_MS);
    return () => hide();
  };
}
