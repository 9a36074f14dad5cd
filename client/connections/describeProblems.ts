/** How many problems are told in full. */
const MOST_TOLD = 3;

/** The problems of the settings as one message, undefined where there are none. */
export function describeProblems(problems: readonly string[]): string | undefined {
  if (problems.length === 0) return undefined;
  const more = problems.length - MOST_TOLD;
  const rest = more > 0 ? ` And ${more} more, listed by Select Connection.` : '';
  return `${problems.slice(0, MOST_TOLD).join(' ')}${rest}`;
}
