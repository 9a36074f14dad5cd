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

/** A question to the user waits no longer for what it says beside. */
const WAIT_MS = 1_500;

async function findKnown(live: LiveNames, { uri, names }: KnownFunctionsParams): Promise<KnownFunction[]> {
  const directory = (await live.findTarget(uri))?.open(undefined);
  if (!directory) return [];
  const signal = AbortSignal.timeout(WAIT_MS);
  const answers = await Promise.all(names.map((name) => directory.find({ name }, signal)));
  return answers.flatMap((answer, index) => {
    const name = names[index];
    if (answer.kind !== 'found' || name === undefined) return [];
    const { timeoutMs, memoryMb } = answer.value;
    return [{ name, timeoutMs, memoryMb }];
  });
}
