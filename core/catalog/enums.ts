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
