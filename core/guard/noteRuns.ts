/** Learns from the REPORT lines of a run how long the functions that it invoked ran. */
import { analyzeChunk, createDocument } from '../analysis';
import { findInvocationTexts } from '../invocation/invocations';
import type { RunEvent } from '../invocation/outcome';
import { readFigure } from '../invocation/summary';
import type { FunctionRuns } from './functionFigures';
import { planInvocation } from './invocationPlan';

/** Of a batch of rows only the last are read: more are not kept. */
const MOST_READ = 10;

/** Takes the events of one run on the connection that `place` stands for. */
export function createRunNotes(runs: FunctionRuns, place: string): (event: RunEvent) => void {
  const functions = new Map<number, string>();
  return (event) => {
    if (event.kind === 'statementStarted') {
      const name = findOnlyFunction(event.sql);
      if (name !== undefined) functions.set(event.index, name);
    }
    const name = event.kind === 'rows' ? functions.get(event.index) : undefined;
    if (event.kind !== 'rows' || name === undefined) return;
    for (const text of findInvocationTexts(event.columns, event.rows.slice(-MOST_READ)))
      runs.note(place, name, readFigure(text));
  };
}

/** The function that all calls of the text invoke; undefined where they name several, or a value does. */
export function findOnlyFunction(text: string): string | undefined {
  const plans = createDocument(text).chunks.flatMap((chunk) =>
    analyzeChunk(chunk).calls.flatMap((call) => planInvocation(call) ?? []),
  );
  const [first] = plans;
  return plans.every(({ functionName }) => functionName === first?.functionName)
    ? first?.functionName
    : undefined;
}
