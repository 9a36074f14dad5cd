/** The runs with the rows of a file, shown as one: its statements are numbered on, each names its row. */
import type { RunEvent, RunEventSink } from '../../core/invocation/outcome';
import type { ParameterSet } from '../../cluster/script/parameterSets';
import type { SetsSink } from '../../cluster/script/runSets';
import type { EndReason } from '../../cluster/script/scriptRun';
import { describeValues } from '../parameters/describeValues';

export interface JoinedRuns {
  readonly take: SetsSink;
  /** After the last of them. */
  end(reason: EndReason, ms: number): void;
}

/** So many lines are named where more failed. */
const MOST_LINES = 20;

export function joinRuns(sink: RunEventSink): JoinedRuns {
  let base = 0;
  let next = 0;
  let runs = 0;
  const failed: ParameterSet[] = [];
  const shift = (event: Exclude<RunEvent, { kind: 'finished' }>, set: ParameterSet): RunEvent => {
    if (event.kind === 'output') return event;
    const index = base + event.index;
    next = Math.max(next, index + 1);
    if (event.kind !== 'statementStarted' || !set.place) return { ...event, index };
    return { ...event, index, row: { ...set.place, values: describeValues(set) } };
  };
  return {
    take(event, set) {
      if (event.kind !== 'finished') return sink(shift(event, set));
      base = next;
      runs++;
      if (event.reason === 'failed') failed.push(set);
    },
    end(reason, ms) {
      if (failed.length > 0) void sink({ kind: 'output', text: describeFailed(failed, runs), stream: 'err' });
      void sink({ kind: 'finished', reason, ms });
    },
  };
}

function describeFailed(failed: readonly ParameterSet[], runs: number): string {
  const lines = failed.slice(0, MOST_LINES).flatMap(({ place }) => place?.line ?? []);
  const more = failed.length > MOST_LINES ? ` and ${failed.length - MOST_LINES} more` : '';
  const file = failed[0]?.place?.file ?? '';
  const which = failed.length === 1 ? 'line' : 'lines';
  return `${failed.length} of ${runs} runs failed: ${which} ${lines.join(', ')}${more} of ${file}.\n`;
}
