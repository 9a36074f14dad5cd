/** Secrets in SQL: besides what any text may hold, what PostgreSQL's tokens tell, in strings inside of strings too. */
import { SECRET_FORMS, SECRET_NAME } from '../catalog/secrets';
import { isMark, wordOf } from '../sql/cursor';
import { parseString } from '../sql/strings';
import { identifierName, tokenize, type Token } from '../sql/tokens';
import { findArguments, findInserted } from './seatedSecrets';
import { findHidden, findSecrets, replaceSpans, type Secret, type Struck } from './strikeOut';

/** As `strikeOut`; a literal that is a password is struck out with its quotes. */
export function strikeOutSql(sql: string, hidden: readonly string[] = []): Struck {
  return replaceSpans(sql, [...findSecretsInSql(sql, 0), ...findHidden(sql, hidden)]);
}

/** Dynamic SQL in a routine's body in a string of a script, and one more. */
const DEEPEST = 4;

/** Those that don't read quotes. */
const PLAIN_FORMS = SECRET_FORMS.filter(({ readsQuotes }) => readsQuotes !== true);

function findSecretsInSql(sql: string, depth: number): Secret[] {
  const { significant: tokens, comments } = tokenize(sql, { psql: depth === 0 });
  return [
    ...findSecrets(sql, depth === 0 ? PLAIN_FORMS : SECRET_FORMS),
    ...comments.flatMap(({ text, start }) => findSecrets(text).map((span) => shift(span, start))),
    ...tokens.filter((_, index) => isNamedSecret(tokens, index)),
    ...tokens.flatMap((_, index) => findArguments(tokens, index)),
    ...tokens.flatMap((_, index) => findInserted(tokens, index)),
    ...(depth === DEEPEST ? [] : tokens.flatMap((token) => findInString(token, depth))),
  ];
}

const ASSIGNING = new Set(['=', '=>', ':=', '<>', '!=']);

/** PASSWORD '…', password = '…', SET app.secret TO '…', json_build_object('password', '…'). */
function isNamedSecret(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token?.kind !== 'string' || parseString(token).value === '') return false;
  const before = tokens[index - 1];
  const assigns = (before && ASSIGNING.has(before.text)) || wordOf(before) === 'to' || isMark(before, ',');
  const name = tokens[assigns ? index - 2 : index - 1];
  // After a comma a column's name says nothing of the literal behind it.
  return isMark(before, ',') ? name?.kind === 'string' && namesSecret(name) : namesSecret(name);
}

function namesSecret(token: Token | undefined): boolean {
  if (!token) return false;
  const name = token.kind === 'string' ? parseString(token).value : identifierName(token);
  return name !== undefined && SECRET_NAME.test(name);
}

/** `pwd=x` */
const SHORTEST = 5;

/** A connection string, JSON or SQL in a literal, whatever its quotes. */
function findInString(token: Token, depth: number): Secret[] {
  if (token.kind !== 'string') return [];
  const { value, offsetAt } = parseString(token);
  if (value.length < SHORTEST) return [];
  return findSecretsInSql(value, depth + 1).map(({ start, end, ...rest }) => ({
    ...rest,
    start: offsetAt(start),
    end: offsetAt(end),
  }));
}

const shift = (secret: Secret, by: number): Secret => ({
  ...secret,
  start: secret.start + by,
  end: secret.end + by,
});
