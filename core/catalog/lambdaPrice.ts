/**
 * What Lambda costs at list price in US East (N. Virginia), x86, first tier, without the free tier: other Regions,
 * arm64 (about a fifth less), savings plans and provisioned concurrency differ.
 * Source: https://aws.amazon.com/lambda/pricing/
 */
export const LAMBDA_PRICE = {
  /** US dollars. */
  perGbSecond: 0.0000166667,
  perRequest: 0.0000002,
  /** Where and when it was so: for readers of an estimate. */
  basis: 'list price for x86 in us-east-1 as of 2024',
} as const;
