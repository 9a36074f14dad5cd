/** The history of this workspace: follows runs and keeps them, unless the user or the workspace says not to. */
import {
  EventEmitter,
  Uri,
  workspace,
  type Disposable,
  type Event,
  type ExtensionContext,
  type LogOutputChannel,
} from 'vscode';
import type { RunEvent } from '../../core/invocation/outcome';
import { faultFrames } from '../../core/text/faultFrames';
import type { RunRequest, RunSink } from '../panel/runRequest';
import { readSetting } from '../readSetting';
import { HISTORY_LIMITS, type HistoryEntry } from './entry';
import { createRunId, HistoryFiles } from './historyFiles';
import { RunRecorder } from './recorder';

export interface RunHistory extends Disposable {
  readonly files: HistoryFiles;
  readonly onDidChange: Event<void>;
  /** The sink of a run that is about to begin, with the history listening. */
  follow(request: RunRequest, sink: RunSink): RunSink;
  /** Tells that runs were pinned or removed. */
  readonly changed: () => void;
  /** Resolves when all that has ended is written. */
  settled(): Promise<void>;
}

/** Nothing is read or made before it is asked for. */
export function createRunHistory(
  { storageUri, globalStorageUri }: Pick<ExtensionContext, 'storageUri' | 'globalStorageUri'>,
  log: LogOutputChannel,
): RunHistory {
  const folder = Uri.joinPath(storageUri ?? globalStorageUri, 'history').fsPath;
  const files = new HistoryFiles(folder, (message, facts) => log.warn(message, facts));
  const changes = new EventEmitter<void>();
  const writing = new Set<Promise<void>>();
  const keep = async (entry: HistoryEntry | undefined, scope: Uri | undefined): Promise<void> => {
    if (!entry) return;
    const { total, entry: most } = HISTORY_LIMITS;
    try {
      await files.add(entry, { entries: readSetting('history.runs', scope), total, entry: most });
    } catch (error) {
      log.warn('a run could not be kept in the history', { code: (error as NodeJS.ErrnoException).code });
    }
    changes.fire();
  };
  return {
    files,
    onDidChange: changes.event,
    follow(request, sink) {
      const scope = scopeOf(request);
      if (!workspace.isTrusted || !readSetting('history.enabled', scope)) return sink;
      return followRun(request, readSetting('history.keepResults', scope), sink, (finish) => {
        const written: Promise<void> = new Promise<void>((resolve) => setImmediate(resolve))
          .then(() => keep(finish(), scope))
          .catch((error: unknown) => log.error('history failed', faultFrames(error)))
          .finally(() => writing.delete(written));
        writing.add(written);
      });
    },
    changed: () => changes.fire(),
    async settled() {
      await Promise.all(writing);
    },
    dispose: () => changes.dispose(),
  };
}

/** `keep` is given what makes the entry: that takes a moment, and whoever waits for the run's end need not. */
function followRun(
  { title, connection, source, script, direct, rows, hidden }: RunRequest,
  keepsResults: boolean,
  sink: RunSink,
  keep: (finish: () => HistoryEntry | undefined) => void,
): RunSink {
  const startedAt = Date.now();
  const id = createRunId(startedAt);
  const about = { id, startedAt, title, connection, source: source.key, keepsResults };
  const recorder = new RunRecorder(
    { ...about, ...(script && { script }), ...(direct && { direct }), ...(rows && { rows }) },
    HISTORY_LIMITS,
  );
  return {
    onEvent(event: RunEvent) {
      if (event.kind === 'finished')
        keep(() => recorder.finish(event.reason, event.ms, hidden?.(recorder.lines) ?? []));
      else recorder.take(event);
      return sink.onEvent(event);
    },
  };
}

/** The document that a run is of, for its settings. */
function scopeOf({ source }: RunRequest): Uri | undefined {
  return source.key.includes(':') ? Uri.parse(source.key) : undefined;
}
