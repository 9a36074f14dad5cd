/** Arguments that a function runs as SQL: `cron.schedule('nightly', '0 3 * * *', 'SELECT …')`. */
import { SQL_ARGUMENTS, type SqlArgument } from '../../catalog/sqlArguments';
import { isMark, wordOf } from '../cursor';
import { identifierName, type Token } from '../tokens';
import type { Executed } from './model';

const BY_NAME = new Map(SQL_ARGUMENTS.map((argument) => [argument.name, argument]));

export function findSqlArguments(tokens: readonly Token[]): readonly Executed[] {
  return tokens.flatMap((token, index) => {
    if (!isMark(tokens[index + 1], '(')) return [];
    const meant = BY_NAME.get(identifierName(token) ?? '');
    return meant && hasSchema(tokens, index, meant) ? readArguments(tokens, index + 2, meant) : [];
  });
}

/** Those whose schema is fixed are told by it; the others may have been created in any. */
function hasSchema(tokens: readonly Token[], index: number, { schema }: SqlArgument): boolean {
  const before = isMark(tokens[index - 1], '.') ? tokens[index - 2] : undefined;
  if (schema === undefined) return true;
  return before !== undefined && identifierName(before) === schema;
}

/** Up to the parenthesis that closes the list, or the end of what has been typed. */
function readArguments(tokens: readonly Token[], start: number, meant: SqlArgument): readonly Executed[] {
  const found: Executed[] = [];
  let depth = 0;
  let from = start;
  let position = 0;
  for (let index = start; index <= tokens.length; index++) {
    const token = tokens[index];
    const ends = !token || isMark(token, ';') || (depth === 0 && isMark(token, ')'));
    if (isMark(token, '(')) depth++;
    else if (isMark(token, ')')) depth--;
    if (!ends && (depth > 0 || !isMark(token, ','))) continue;
    const value = valueOf(tokens, from, index, meant, position++);
    if (value) found.push(value);
    if (ends) break;
    from = index + 1;
  }
  return found;
}

function valueOf(
  tokens: readonly Token[],
  from: number,
  to: number,
  { parameter, positions }: SqlArgument,
  position: number,
): Executed | undefined {
  const isNamed = isMark(tokens[from + 1], '=>') || isMark(tokens[from + 1], ':=');
  if (!isNamed) return positions.includes(position) ? { from, to } : undefined;
  return wordOf(tokens[from]) === parameter ? { from: from + 2, to } : undefined;
}
