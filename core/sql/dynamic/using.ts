/** What EXECUTE's USING says of the types of `$1` and its like. */
import { isMark } from '../cursor';
import { UNDECIDED_TYPE } from '../declarations';
import type { Fragment } from '../fragment';
import { identifierName, type Token } from '../tokens';

/** Types as written; without those that the text does not tell at once. */
export function readUsing(
  { variables }: Fragment,
  using: readonly (readonly Token[])[],
): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const [index, tokens] of using.entries()) {
    const type = typeOf(tokens, variables);
    if (type !== undefined) types.set(`$${index + 1}`, type);
  }
  return types;
}

function typeOf(tokens: readonly Token[], variables: ReadonlyMap<string, string>): string | undefined {
  const [first, ...others] = tokens;
  if (!first) return undefined;
  if (others.length > 0) return castType(tokens);
  // PL/pgSQL asks for the value as a column of a SELECT, where a literal becomes text.
  if (first.kind === 'string') return 'text';
  const declared = variables.get(identifierName(first) ?? first.text);
  // Copied types and rows are looked up among the variables of the body, which the SQL does not see.
  return declared === UNDECIDED_TYPE || /%|^record$/i.test(declared ?? '%') ? undefined : declared;
}

/** `…::type`, where the type is one word. */
function castType(tokens: readonly Token[]): string | undefined {
  const [mark, type] = tokens.slice(-2);
  return isMark(mark, '::') && type && identifierName(type) !== undefined ? type.text : undefined;
}
