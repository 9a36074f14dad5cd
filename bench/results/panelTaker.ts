import { createPanelController } from '../../client/panel/controller';
import type { PanelHost } from '../../client/panel/host';
import { RowStore, ROW_STORE } from '../../cluster/rows/rowStore';
import type { RunEvent } from '../../core/invocation/outcome';

/** The panel without an editor: it keeps what comes and nobody looks. */
export interface PanelTaker {
  readonly onEvent: (event: RunEvent) => void | Promise<void>;
  /** The rows of the statement. */
  readonly store: RowStore;
  close(): Promise<void>;
}

const nothing = (): void => undefined;

/** For one run of one statement; spilled rows go to the folder. */
export function createPanelTaker(folder: string): PanelTaker {
  const store = new RowStore({ folder, ...ROW_STORE });
  const host: PanelHost = {
    post: nothing,
    copy: nothing,
    copyRows: () => Promise.resolve(),
    open: nothing,
    save: nothing,
    exportRows: nothing,
    now: () => Date.now(),
    warn: nothing,
    createStore: () => store,
  };
  const controller = createPanelController(host);
  const sink = controller.beginRun({
    source: { key: 'file:///benchmark.sql', place: 'benchmark.sql' },
    title: 'benchmark.sql',
    connection: 'benchmark',
    rowLimit: 0,
    cancel: nothing,
    runAgain: nothing,
    reveal: nothing,
  });
  return { onEvent: (event) => sink.onEvent(event), store, close: () => controller.dispose() };
}
