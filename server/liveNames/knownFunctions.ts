/** What live names know of functions that the editor is about to invoke. */
import type { Connection } from 'vscode-languageserver';
import {
  KNOWN_FUNCTIONS_REQUEST,
  type KnownFunction,
  type KnownFunctionsParams,
} from '../../core/liveNames/knownFunctions';
import { answerLater, type Logger } from '../guard';
import type { LiveNames } from './liveNames';

export function registerKnownFunctions(connection: Connection, live: LiveNames, log: Logger): void {
  connection.onRequest(
    KNOWN_FUNCTIONS_REQUEST,
    answerLater(log, 'knownFunctions', (asked: KnownFunctionsParams) => findKnown(live, asked)),
  );
}

async function findKnown(live: LiveNames, { uri, names }: KnownFunctionsParams): Promise<KnownFunction[]> {
  const directory = (await live.findTarget(uri))?.open(undefined);
  return names.flatMap((name) => {
    const known = directory?.peek({ name })?.answer;
    if (known?.kind !== 'found') return [];
    const { timeoutMs, memoryMb } = known.value;
    return [{ name, timeoutMs, memoryMb }];
  });
}
