/** What a database declares, as scripts would: its tables, types, routines and triggers, with PostgreSQL's own aside. */
import type { Declaration, DeclaredSchema } from '../../core/schema/model';
import type { Session } from '../session/session';

export type CatalogResult =
  | { readonly kind: 'read'; readonly schema: DeclaredSchema }
  /** In the server's words. */
  | { readonly kind: 'failed'; readonly message: string };

const TIMEOUT_MS = 15_000;

/** Names with their schemas: nothing but PostgreSQL's own is found without. */
const SETTINGS = `BEGIN READ ONLY; SET LOCAL statement_timeout = ${TIMEOUT_MS}; SET LOCAL search_path = pg_catalog`;

/** A row a declaration, as JSON. */
const DECLARATIONS = `
WITH schemas AS (
  SELECT oid, nspname FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'aws_lambda', 'aws_commons')
    AND has_schema_privilege(oid, 'USAGE')
), relations AS (
  SELECT c.oid, relkind, json_build_object('schema', nspname, 'name', relname) AS name
  FROM pg_class c JOIN schemas s ON s.oid = relnamespace WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
), routines AS (
  SELECT p.*, json_build_object('schema', nspname, 'name', proname) AS name
  FROM pg_proc p JOIN schemas s ON s.oid = pronamespace WHERE prokind IN ('f', 'p', 'a')
)
SELECT json_build_object('kind', 'relation', 'name', name, 'temporary', false, 'bases', '[]'::json,
  'is', CASE relkind WHEN 'c' THEN 'composite' WHEN 'v' THEN 'view' WHEN 'm' THEN 'view' ELSE 'table' END,
  'columns', coalesce((
    SELECT json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) ORDER BY attnum)
    FROM pg_attribute WHERE attrelid = relations.oid AND attnum > 0 AND NOT attisdropped), '[]'))::text
FROM relations
UNION ALL
SELECT json_build_object('kind', 'type', 'name', json_build_object('schema', nspname, 'name', typname),
  'is', CASE typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' ELSE 'other' END,
  'base', CASE WHEN typtype = 'd' THEN format_type(typbasetype, typtypmod) ELSE '' END)::text
FROM pg_type JOIN schemas ON schemas.oid = typnamespace WHERE typtype IN ('e', 'd', 'r')
UNION ALL
SELECT json_build_object('kind', 'routine', 'name', name,
  'is', CASE prokind WHEN 'f' THEN 'function' WHEN 'p' THEN 'procedure' ELSE 'aggregate' END,
  'parameters', coalesce((
    SELECT json_agg(json_build_object('name', coalesce(proargnames[n], ''),
      'mode', CASE mode WHEN 'o' THEN 'out' WHEN 'b' THEN 'inout' WHEN 'v' THEN 'variadic' WHEN 't' THEN 'table' ELSE 'in' END,
      'type', format_type(id, NULL), 'hasDefault', input > pronargs - pronargdefaults AND mode NOT IN ('o', 't')) ORDER BY n)
    FROM (
      SELECT a.id, a.n, coalesce(proargmodes[n], 'i') AS mode,
        count(*) FILTER (WHERE coalesce(proargmodes[n], 'i') NOT IN ('o', 't')) OVER (ORDER BY n) AS input
      FROM unnest(coalesce(proallargtypes, proargtypes::oid[])) WITH ORDINALITY a (id, n)
    ) parameters), '[]'),
  'returns', CASE WHEN prokind = 'p' THEN '' ELSE format_type(prorettype, NULL) END, 'returnsSet', proretset)::text
FROM routines
UNION ALL
SELECT json_build_object('kind', 'trigger', 'table', relations.name, 'routine', routines.name)::text
FROM pg_trigger JOIN relations ON relations.oid = tgrelid JOIN routines ON routines.oid = tgfoid WHERE NOT tgisinternal
UNION ALL
SELECT json_build_object('kind', 'cast', 'types', json_build_array(format_type(castsource, NULL), format_type(casttarget, NULL)))::text
FROM pg_cast WHERE castcontext = 'i' AND oid >= 16384`;

/** One message, read-only and bounded in time; it locks nothing. */
export async function readDatabaseSchema(session: Session): Promise<CatalogResult> {
  const text = `${SETTINGS}; ${DECLARATIONS}; ROLLBACK`;
  const request = { text, protocol: 'simple', rowLimit: 0, beyondLimit: 'discard' } as const;
  const answer = await session.run(request, () => undefined);
  if (answer.kind === 'cancelled') return { kind: 'failed', message: 'Cancelled.' };
  if (answer.kind === 'failed') {
    await session.run({ ...request, text: 'ROLLBACK' }, () => undefined);
    return { kind: 'failed', message: answer.failure.message };
  }
  const rows = answer.results.flatMap((result) => result.rows);
  const declarations = rows.flatMap(([json]) =>
    typeof json === 'string' ? [JSON.parse(json) as Declaration] : [],
  );
  return { kind: 'read', schema: { declarations } };
}
