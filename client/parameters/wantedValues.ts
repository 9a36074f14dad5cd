/** What a text takes from outside: its parameters, and all psql variables that it uses. */
import { tokenize } from '../../core/sql/tokens';
import type { Wanted } from '../../core/parameters/matchColumns';
import type { Span } from '../../core/span';
import { findVariables } from './unsetVariables';

/** The protocol counts them in 16 bits. */
const MOST = 65_535;

export function findWanted(text: string, spans: readonly Span[]): Wanted {
  const numbers = spans.flatMap(({ start, end }) =>
    tokenize(text.slice(start, end), { psql: true })
      .significant.filter(({ kind }) => kind === 'parameter')
      .map((token) => Number(token.text.slice(1))),
  );
  const highest = numbers.reduce((most, number) => (number <= MOST ? Math.max(most, number) : most), 0);
  return { parameters: highest, variables: findVariables(text, spans) };
}
