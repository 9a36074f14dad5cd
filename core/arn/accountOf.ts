/** The account that the ARN of a function names; undefined for a text that has no place for one. */
export function accountOf(arn: string): string | undefined {
  return arn.split(':')[4];
}
