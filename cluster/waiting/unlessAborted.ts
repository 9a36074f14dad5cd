/** What the promise gives; undefined as soon as the signal is aborted. A signal may outlive many of them. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const settled = new AbortController();
  const aborted = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true, signal: settled.signal });
  });
  return Promise.race([aborted, promise]).finally(() => settled.abort());
}
