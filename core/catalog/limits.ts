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

/** The members of a client context that Lambda's runtimes read, as the SDKs spell them. */
export const CONTEXT_MEMBERS: readonly { readonly name: string; readonly doc: string }[] = [
  { name: 'custom', doc: 'Values of your own; the handler reads them from the client context.' },
  { name: 'env', doc: 'Facts about the environment, such as the locale.' },
  { name: 'client', doc: 'Facts about the client application.' },
];
