/** What the promise gives, or false once the time is up; the promise must not reject. */
export async function settledWithin(settled: Promise<boolean>, graceMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), graceMs)));
  const result = await Promise.race([settled, late]);
  clearTimeout(timer);
  return result;
}
