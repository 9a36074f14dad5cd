/** What the database knows that would invoke Lambda behind the names of a statement. */
import type { HiddenInvocation, HiddenKind } from '../../core/guard/foreseen';
import type { StatementPlan, TableChange } from '../../core/guard/statementPlan';
import type { AskCatalog } from '../session/columnTypes';
import { quoteLiteral } from '../psql/variables';

/** pg_trigger.tgtype: https://www.postgresql.org/docs/current/catalog-pg-trigger.html (trigger.h). */
const TRIGGER_BITS: Readonly<Record<TableChange, number>> = {
  insert: 4,
  delete: 8,
  update: 16,
  truncate: 32,
};

/** Undefined where the database did not answer. */
export async function findHidden(
  plan: StatementPlan,
  ask: AskCatalog,
): Promise<readonly HiddenInvocation[] | undefined> {
  if (plan.names.length === 0) return [];
  const rows = await ask(hiddenQuery(plan));
  return rows?.map(([kind, name, table, perRow]) => ({
    kind: kind as HiddenKind,
    name: name ?? '',
    table: table ?? undefined,
    perRow: perRow === 't',
  }));
}

/**
 * `uses` is everything that comes to aws_lambda.invoke: by pg_depend for views and SQL bodies, by its text for
 * routines in other languages, which leave no dependency.
 */
function hiddenQuery({ names, changes }: StatementPlan): string {
  const list = `ARRAY[${names.map(quoteLiteral).join()}]::pg_catalog.text[]`;
  const events = changes.reduce((bits, change) => bits | TRIGGER_BITS[change], 0);
  return `WITH RECURSIVE uses (class, oid, name) AS (
  SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid, p.oid, p.proname::pg_catalog.text
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname = 'aws_lambda' AND p.proname = 'invoke'
  UNION
  SELECT via.class, via.oid, via.name FROM uses CROSS JOIN LATERAL (
    SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid AS class, p.oid, p.proname::pg_catalog.text AS name
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    WHERE l.lanname NOT IN ('internal', 'c') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'aws_lambda')
      AND p.prosrc ~* ('\\m' || pg_catalog.regexp_replace(uses.name, '\\W', '.', 'g') || '\\M')
      AND (uses.name <> 'invoke' OR p.prosrc ~* 'aws_lambda')
    UNION ALL
    SELECT d.classid, d.objid, p.proname::pg_catalog.text
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_proc p ON p.oid = d.objid
    WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.refclassid = uses.class AND d.refobjid = uses.oid
    UNION ALL
    SELECT 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, c.oid, c.relname::pg_catalog.text
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
      JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
    WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.refclassid = uses.class
      AND d.refobjid = uses.oid AND c.oid <> uses.oid) via)
SELECT 'routine', uses.oid::pg_catalog.regproc::pg_catalog.text, NULL, false FROM uses
  WHERE class = 'pg_catalog.pg_proc'::pg_catalog.regclass AND name = ANY (${list})
    AND oid NOT IN (SELECT p.oid FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = 'aws_lambda')
UNION
SELECT 'view', uses.oid::pg_catalog.regclass::pg_catalog.text, NULL, false FROM uses
  WHERE class = 'pg_catalog.pg_class'::pg_catalog.regclass AND name = ANY (${list})
UNION
SELECT 'trigger', pg_catalog.quote_ident(t.tgname), t.tgrelid::pg_catalog.regclass::pg_catalog.text, t.tgtype & 1 = 1
  FROM pg_catalog.pg_trigger t JOIN uses ON uses.class = 'pg_catalog.pg_proc'::pg_catalog.regclass AND uses.oid = t.tgfoid
  WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgtype & ${events} <> 0 AND ${isNamed('t.tgrelid', list)}
UNION
SELECT 'default', pg_catalog.quote_ident(a.attname), a.attrelid::pg_catalog.regclass::pg_catalog.text, true
  FROM pg_catalog.pg_depend d JOIN uses ON d.refclassid = uses.class AND d.refobjid = uses.oid
    JOIN pg_catalog.pg_attrdef f ON f.oid = d.objid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
  WHERE d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND ${(events & TRIGGER_BITS.insert) !== 0}
    AND ${isNamed('f.adrelid', list)}
ORDER BY 1, 2, 3`;
}

/** The table itself, or a partitioned one that it is part of. */
function isNamed(relation: string, list: string): string {
  return `EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relname = ANY (${list}) AND (c.oid = ${relation}
    OR c.oid IN (SELECT a.relid FROM pg_catalog.pg_partition_ancestors(${relation}) a)))`;
}
