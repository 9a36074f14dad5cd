/** What the user is asked about before a statement invokes Lambda. */
import { describeCost, type KnownFigures } from './costEstimate';
import { describeForeseen, type Foreseen } from './foreseen';
import { countInvocations } from './invocationCount';

/** The names of the functions that the statement's own text invokes. */
export function namesOf({ invocations }: Foreseen): readonly string[] {
  return [...new Set(invocations.flatMap(({ functionName }) => functionName ?? []))];
}

/** `runs`: how often the statement is to run with one answer; `known`: how long its functions take. */
export function describeQuestion(foreseen: Foreseen, known: KnownFigures, runs = 1): readonly string[] {
  const counts = countInvocations(foreseen);
  const cost = describeCost(counts, known, runs);
  return [
    ...describeForeseen(foreseen),
    ...(runs === 1 ? [] : [describeRuns(counts.total * runs, counts.isOpen, runs)]),
    ...(cost === undefined ? [] : [cost]),
  ];
}

function describeRuns(total: number, isOpen: boolean, runs: number): string {
  const all = `All of it ${runs.toLocaleString('en-US')} times`;
  if (total === 0) return `${all}.`;
  const about = isOpen ? 'at least ' : '';
  return `${all}: ${about}about ${Math.round(total).toLocaleString('en-US')} invocations.`;
}
