import { ASYNCHRONOUS } from '../catalog/enums';
import { SIZE_LIMITS } from '../catalog/limits';
import type { CallSite } from '../calls/model';
import { byteLength } from '../text/byteLength';
import { findSeated } from './literals';
import type { Finding, Rule } from './rule';

/** Literals that the Lambda API refuses for their size. */
export const SIZES: Rule = {
  codes: ['payload-size', 'context-size'],
  check: (call): readonly Finding[] => [...findPayloadSize(call), ...findContextSize(call)],
};

function findPayloadSize(call: CallSite): readonly Finding[] {
  const payload = findSeated(call, 'payload');
  if (!payload) return [];
  const isAsync = findSeated(call, 'invocationType')?.literal.string.value === ASYNCHRONOUS;
  const limit = isAsync ? SIZE_LIMITS.asyncPayload : SIZE_LIMITS.syncPayload;
  const bytes = byteLength(payload.literal.string.value);
  if (bytes <= limit) return [];
  const kind = isAsync ? 'An asynchronous' : 'A synchronous';
  const message = `${kind} invocation takes at most ${limit} bytes of payload; this one has ${bytes}.`;
  return [{ code: 'payload-size', span: payload.literal.span, message }];
}

function findContextSize(call: CallSite): readonly Finding[] {
  const context = findSeated(call, 'context');
  if (!context) return [];
  const encoded = Math.ceil(byteLength(context.literal.string.value) / 3) * 4;
  if (encoded <= SIZE_LIMITS.encodedContext) return [];
  const message = `This context has ${encoded} bytes once base64-encoded; Lambda takes at most ${SIZE_LIMITS.encodedContext}.`;
  return [{ code: 'context-size', span: context.literal.span, message }];
}
