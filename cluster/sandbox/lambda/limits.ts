/** Figures of AWS Lambda. Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */

/** Bytes of a synchronous request. */
export const MAX_REQUEST_BYTES = 6 * 1024 * 1024;
/** Bytes of an asynchronous request. */
export const MAX_EVENT_BYTES = 1024 * 1024;
/** Bytes of a response; Lambda's own message names this number. */
export const MAX_RESPONSE_BYTES = 6_291_556;
/** Bytes of the client context in base64. */
export const MAX_CONTEXT_BYTES = 3583;
/** Bytes of the log that an invocation returns. */
export const LOG_TAIL_BYTES = 4096;
/** The size every function here is said to have; nothing holds it to that. */
export const MEMORY_SIZE_MB = 128;
/** How long an asynchronous invocation may run here; Lambda's own limit is set for each function. */
export const EVENT_TIMEOUT_MS = 60_000;
/** How long a language may take to start before the handler's own code, which no time-out of AWS's counts. */
export const BOOT_TIMEOUT_MS = 30_000;
