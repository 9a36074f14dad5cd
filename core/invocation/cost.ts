import { LAMBDA_PRICE } from '../catalog/lambdaPrice';

/** What the time of one invocation costs in US dollars, without the request. */
export function priceTime(billedMs: number, memoryMb: number): number {
  return (billedMs / 1_000) * (memoryMb / 1_024) * LAMBDA_PRICE.perGbSecond;
}

/** Cents, and of less than one the first two digits that count: most calls cost a fraction of a cent. */
export function formatDollars(cost: number): string {
  return `$${cost >= 0.01 ? cost.toFixed(2) : cost.toFixed(Math.min(12, 1 - Math.floor(Math.log10(cost))))}`;
}
