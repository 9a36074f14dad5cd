import type { EnumValue } from './schema';

/** Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/PostgreSQL-Lambda-functions.html */
export const INVOCATION_TYPES = [
  {
    value: 'RequestResponse',
    doc: 'Synchronous, the default: waits for the function and returns its response payload (status 200).',
  },
  {
    value: 'Event',
    doc: 'Asynchronous: queues the invocation and returns at once with status 202 and no payload.',
  },
  {
    value: 'DryRun',
    doc: 'Tests access without running the function (status 204).',
  },
] as const satisfies readonly EnumValue[];

export const LOG_TYPES = [
  { value: 'None', doc: 'The default: no log is returned.' },
  {
    value: 'Tail',
    doc: 'Returns the last 4 KB of the execution log, base64-encoded, in `log_result`. Synchronous invocations only.',
  },
] as const satisfies readonly EnumValue[];

type InvocationType = (typeof INVOCATION_TYPES)[number]['value'];

/** The one that waits for the function; the default. */
export const SYNCHRONOUS: InvocationType = 'RequestResponse';

/** The one that queues the invocation and returns nothing of it. */
export const ASYNCHRONOUS: InvocationType = 'Event';

/** The one that runs nothing. */
export const DRY_RUN: InvocationType = 'DryRun';

/** The one that returns a log. */
export const LOG_TAIL: (typeof LOG_TYPES)[number]['value'] = 'Tail';
