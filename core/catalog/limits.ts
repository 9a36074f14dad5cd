/**
 * Sizes that the Lambda API refuses to go over, in bytes.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html and the Invoke operation.
 */
export const SIZE_LIMITS = {
  /** Request payload of a synchronous invocation: 6 MB. */
  syncPayload: 6 * 1024 * 1024,
  /** Request payload of an asynchronous invocation: 1 MB. */
  asyncPayload: 1024 * 1024,
  /** Client context, once base64-encoded. */
  encodedContext: 3583,
} as const;
