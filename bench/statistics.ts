/** Milliseconds, one entry a measurement. */
export type Samples = readonly number[];

export interface Summary {
  readonly p50: number;
  readonly p95: number;
  /** How many measurements. */
  readonly count: number;
}

/** Undefined where nothing was measured. */
export function summarize(samples: Samples): Summary | undefined {
  if (samples.length === 0) return undefined;
  const ascending = [...samples].sort((a, b) => a - b);
  return { p50: quantile(ascending, 0.5), p95: quantile(ascending, 0.95), count: samples.length };
}

/** The nearest rank: always a value that was measured. */
function quantile(ascending: Samples, share: number): number {
  return ascending[Math.min(Math.ceil(ascending.length * share), ascending.length) - 1] ?? 0;
}
