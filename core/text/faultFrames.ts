/** A fault for the log: its class and where it came from, without its message, which may hold SQL, secrets or data. */
export function faultFrames(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames].join('\n');
}
