/** Whether a query may be stopped once enough of its rows are there, or has to run to its end as in psql. */
import { identifierName, tokenize, type Token } from '../../core/sql/tokens';
import type { AskCatalog } from '../session/columnTypes';
import { quoteLiteral } from '../psql/variables';

/** Statements that only give rows, if what they call only gives values. */
const READING = new Set(['select', 'table', 'values', 'with']);

/**
 * True for a statement that does something besides reading: each row left out might be a Lambda function that
 * is not invoked. What the statement names is looked up among the server's volatile functions and the views that
 * use them; where that can't be told, it has to finish.
 */
export async function mustFinish(sql: string, ask: AskCatalog): Promise<boolean> {
  const tokens = tokenize(sql, { psql: false }).significant;
  const first = tokens.find((token) => token.text !== '(');
  if (first?.kind !== 'word' || !READING.has(first.text.toLowerCase())) return true;
  if (!tokens.some(isOpeningOrFrom)) return false;
  const names = new Set(tokens.flatMap((token) => identifierName(token) ?? []));
  if (names.has('aws_lambda')) return true;
  const answer = await ask(lookUp([...names]));
  return answer?.[0]?.[0] !== 'f';
}

/** Without a parenthesis or a FROM nothing can be called. */
function isOpeningOrFrom(token: Token): boolean {
  return token.text === '(' || /^(?:from|table)$/i.test(token.text);
}

function lookUp(names: readonly string[]): string {
  const list = `ARRAY[${names.map(quoteLiteral).join()}]::pg_catalog.name[]`;
  return `WITH RECURSIVE uses AS (
  SELECT oid AS view FROM pg_catalog.pg_class WHERE relkind = 'v' AND relname = ANY (${list})
  UNION
  SELECT d.refobjid FROM uses JOIN pg_catalog.pg_rewrite r ON r.ev_class = uses.view
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
    WHERE d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass)
SELECT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE provolatile = 'v' AND proname = ANY (${list}))
  OR EXISTS (SELECT FROM uses JOIN pg_catalog.pg_rewrite r ON r.ev_class = uses.view
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
    JOIN pg_catalog.pg_proc p ON d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.oid = d.refobjid
    WHERE p.provolatile = 'v')`;
}
