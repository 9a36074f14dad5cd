import type { Fault } from './fault';
import type { SqlFailure } from './outcome';
import { SERVER_FAULTS } from './serverFaults';
import { STATEMENT_FAULTS } from './statementFaults';

/** Every failure that is known; the first that matches is the one. */
export const FAULTS: readonly Fault[] = [...SERVER_FAULTS, ...STATEMENT_FAULTS];

/**
 * Cause and mend of a failure that is known, in one or two plain sentences; undefined for any other. Only what
 * PostgreSQL reports is looked up, which has an SQLSTATE: failures to connect and AWS's own answers use the same words
 * for other things, and say themselves what to do.
 */
export function adviseOn(failure: SqlFailure): string | undefined {
  if (failure.sqlstate === undefined || saysWhatToDo(failure)) return undefined;
  const fault = FAULTS.find((candidate) => matches(candidate, failure));
  return typeof fault?.advice === 'function' ? fault.advice(failure) : fault?.advice;
}

/** Aurora gives no HINT for a call that did not get through; the embedded cluster does, and roles and networks are none of its. */
function saysWhatToDo({ message, hint }: SqlFailure): boolean {
  return hint !== undefined && /^invoke API failed/.test(message);
}

function matches(fault: Fault, { sqlstate, message, detail, context }: SqlFailure): boolean {
  if (fault.sqlstate !== undefined && fault.sqlstate !== sqlstate) return false;
  if (fault.message && !fault.message.test(message)) return false;
  return !fault.anywhere || fault.anywhere.test([message, detail, context].join('\n'));
}
