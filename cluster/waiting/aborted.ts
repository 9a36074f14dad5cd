/** Rejects when the signal is aborted; for races. */
export function aborted(signal: AbortSignal | undefined): Promise<never> {
  const promise = new Promise<never>((_resolve, reject) => {
    if (signal?.aborted) reject(new Error('aborted'));
    signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
  // After the race nobody has to hear of it.
  promise.catch(() => undefined);
  return promise;
}
