/** Which of PostgreSQL's words end an argument list that was left open (gram.y; kwlist.h). */
import { isMark, wordOf } from '../sql/cursor';
import type { Token } from '../sql/tokens';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Reserved words that no expression holds. */
const CLAUSES = words(
  'select from where having limit offset fetch for window into as on returning join only lateral table create grant default do check constraint primary foreign references column union intersect except',
);
/** Reserved words that an expression holds only in this company. */
const AFTER = new Map([
  ['group', words('within')],
  ['to', words('similar year month day hour minute')],
]);
const BEFORE = new Map([['with', words('time unique')]]);
/** Words that are functions' names before a parenthesis and clauses elsewhere. */
const FUNCTION_OR_CLAUSE = words('left right full inner cross natural outer');
/** Words that begin a statement, and may also be a column's name. */
const STATEMENTS = words(
  'insert update delete merge begin commit rollback declare alter drop execute call explain perform raise return if loop while elsif exit continue truncate copy lock set show vacuum analyze refresh prepare',
);
/** What may follow an operand. */
const CONTINUATIONS = words(
  'and or is isnull notnull in not like ilike similar between collate at overlaps operator order asc desc over filter within then else when end escape uescape',
);
/** Functions with a grammar of their own: FROM, FOR, AS and more stand between their parentheses. */
export const SPECIAL_SYNTAX = words(
  'cast extract substring trim overlay position treat normalize xmlelement xmlforest xmlattributes xmlparse xmlpi xmlroot xmlserialize xmlexists xmltable json_object json_array json_objectagg json_arrayagg json json_scalar json_serialize json_exists json_value json_query json_table',
);
/** The first words of a query. */
export const QUERIES = words('select with values table');

/** Of the above, what those functions have uses for. */
const ALLOWED_IN_SPECIAL = words(
  'from for as on returning default column references order to with when then else end',
);

/** The same between the parentheses of a function with a grammar of its own. */
export function endsSpecialSyntax(tokens: readonly Token[], index: number): boolean {
  const word = wordOf(tokens[index]);
  return !(word !== undefined && ALLOWED_IN_SPECIAL.has(word)) && endsExpression(tokens, index, false);
}

/** Whether the word at `index` can't belong to the expression it stands in; `inCase`: a CASE is open there. */
export function endsExpression(tokens: readonly Token[], index: number, inCase: boolean): boolean {
  const word = wordOf(tokens[index]);
  if (word === undefined) return tokens[index]?.kind === 'metaCommand';
  const previous = wordOf(tokens[index - 1]) ?? '';
  if (word === 'from') return previous !== 'distinct';
  if (CLAUSES.has(word)) return true;
  if (word === 'when' || word === 'then' || word === 'else' || word === 'end') return !inCase;
  if (word === 'order') return isMark(tokens[index - 1], ',') || isMark(tokens[index - 1], '(');
  const next = tokens[index + 1];
  const after = AFTER.get(word);
  if (after) return !after.has(previous);
  const before = BEFORE.get(word);
  if (before) return !before.has(wordOf(next) ?? '');
  if (FUNCTION_OR_CLAUSE.has(word)) return !isMark(next, '(');
  return STATEMENTS.has(word) && isOperand(next);
}

/** Two operands in a row are no expression, so the first of them begins something else. */
function isOperand(token: Token | undefined): boolean {
  if (token?.kind === 'quotedWord' || token?.kind === 'string') return true;
  const word = wordOf(token);
  return word !== undefined && !CONTINUATIONS.has(word);
}

/** Words that are neither a column's nor a function's name. */
const RESERVED = words(
  'all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit localtime localtimestamp not null offset on only or order placing primary references returning select session_user some symmetric system_user table then to trailing true union unique user using variadic when where window with',
);
/** Words that may be a function's name, but not a column's. */
const ONLY_FUNCTIONS = words(
  'authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left like natural notnull outer overlaps right similar tablesample verbose',
);

/** Words that begin a type or another construct, never a function's name. */
const NO_FUNCTIONS = words(
  'between bigint bit boolean char character dec decimal float inout int integer interval national nchar none numeric out precision real setof smallint time timestamp values varchar',
);

/** Whether the token may be a function's name, written without its schema. */
export function isFunctionName(token: Token): boolean {
  const word = wordOf(token) ?? '';
  return !RESERVED.has(word) && !NO_FUNCTIONS.has(word);
}

/** Whether the token is one of PostgreSQL's fully reserved words. */
export function isReserved(token: Token): boolean {
  return RESERVED.has(wordOf(token) ?? '');
}

/** Whether the token may be the name of a column or a variable. */
export function isColumnName(token: Token): boolean {
  const word = wordOf(token) ?? '';
  return !RESERVED.has(word) && !ONLY_FUNCTIONS.has(word);
}
