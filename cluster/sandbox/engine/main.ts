/** The thread that holds PostgreSQL. It does nothing else: it may block, and it may be ended at any time. */
import { parentPort, workerData } from 'node:worker_threads';
import type { EngineSetup } from './channel';
import { registerLambdaDevice } from './lambdaDevice';
import { createLink, type EngineLink } from './link';
import { createProtocolLoop } from './protocolLoop';
import { defineLambdaSettings } from './settings';
import { startEngine, toEngineModule } from './startEngine';

/** How much of PostgreSQL's log is kept, to say why it could not start. */
const KEPT_LOG_LINES = 5;

async function run(setup: EngineSetup, link: EngineLink): Promise<void> {
  const log: string[] = [];
  let isStarting = true;
  const onLog = (line: string): void => {
    if (!isStarting) return;
    log.push(line);
    if (log.length > KEPT_LOG_LINES) log.shift();
  };
  try {
    const db = await startEngine(setup.dataDir, onLog);
    const module = toEngineModule(db);
    const settings = defineLambdaSettings(module);
    const loop = createProtocolLoop(module, link);
    registerLambdaDevice(module, link, settings, () => loop.checkCancel());
    link.send({ kind: 'ready', greeting: loop.greet() });
    log.length = 0;
    // What PostgreSQL logs from here on holds users' statements.
    isStarting = false;
    loop.serve();
    await db.close();
  } catch (error) {
    link.send({ kind: 'failed', reason: [String(error), ...log].join('\n') });
  }
}

if (parentPort) {
  const setup = workerData as EngineSetup;
  void run(setup, createLink(setup, parentPort));
}
