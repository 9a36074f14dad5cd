import type { CallSite } from '../../../core/calls/model';
import { seatOf } from '../../../core/calls/seat';
import { LOG_TAIL } from '../../../core/catalog/enums';
import { INVOKE } from '../../../core/catalog/invoke';
import { invokeAsynchronously, isSynchronous } from '../../../core/rules/syncInTrigger';
import { ifAccepted, type Refactoring } from './refactoring';

/** Queues the invocation; not offered where the call asks for what an asynchronous one does not have. */
export function makeAsynchronous(call: CallSite): Refactoring | undefined {
  if (call.entry !== INVOKE || !isSynchronous(call) || wantsAnswer(call)) return undefined;
  const [fix] = invokeAsynchronously(call);
  return fix && ifAccepted(call, fix);
}

/** A log or a client context. */
function wantsAnswer(call: CallSite): boolean {
  return call.arguments.some(({ value }, index) => {
    const meaning = seatOf(call, index)?.meaning;
    return meaning === 'logType'
      ? value.literal?.string.value === LOG_TAIL
      : meaning === 'context' && !value.isNull;
  });
}
