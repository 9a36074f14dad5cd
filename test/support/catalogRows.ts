/**
 * PostgreSQL's own catalog as the rows that core/catalog/postgresql keeps: read from real servers, cut down to
 * what every version says alike. Names are those of pg_type (`int4`), which hold no blanks.
 */
import type { Client } from 'pg';

export interface CatalogRows {
  /**
   * `name category preferred ordered element display`; `ordered`: `b` in b-trees, `h` only by its hash; `element` is
   * a range's or vector's; `-` for none; versions as below.
   */
  readonly types: readonly string[];
  /** `source target context`; the context `?` where the versions differ. */
  readonly casts: readonly string[];
  /** `name left right result`; `-` for the missing operand of a prefix operator; `@13,14` where only these versions have it. */
  readonly operators: readonly string[];
  /**
   * `name kind defaults variadic arguments result names`; `-` for none; `record(key:text,…)`, `json(value:json)`;
   * versions as above.
   */
  readonly functions: readonly string[];
}

const TYPES = `
SELECT concat_ws(' ', t.typname, t.typcategory::text, CASE WHEN t.typispreferred THEN 'p' ELSE '-' END,
  CASE WHEN t.typtype IN ('r', 'm') THEN 'b' ELSE coalesce(
    (SELECT min(CASE amname WHEN 'btree' THEN 'b' ELSE 'h' END)
     FROM pg_opclass JOIN pg_am a ON a.oid = opcmethod
     WHERE opcdefault AND amname IN ('btree', 'hash') AND (opcintype = t.oid OR EXISTS (
       SELECT FROM pg_cast WHERE castsource = t.oid AND casttarget = opcintype
         AND castmethod = 'b' AND castcontext = 'i'))), '-') END,
  coalesce(e.typname, s.typname, m.typname, '-'), format_type(t.oid, NULL))
FROM pg_type t
LEFT JOIN pg_type e ON e.oid = t.typelem
LEFT JOIN pg_range r ON r.rngtypid = t.oid LEFT JOIN pg_type s ON s.oid = r.rngsubtype
LEFT JOIN pg_range mr ON (to_jsonb(mr) ->> 'rngmultitypid')::oid = t.oid LEFT JOIN pg_type m ON m.oid = mr.rngtypid
WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype IN ('b', 'r', 'm')
  AND NOT EXISTS (SELECT FROM pg_type a WHERE a.typarray = t.oid)`;

const CASTS = `
SELECT concat_ws(' ', s.typname, t.typname, castcontext::text)
FROM pg_cast JOIN pg_type s ON s.oid = castsource JOIN pg_type t ON t.oid = casttarget
WHERE castsource <> casttarget`;

const OPERATORS = `
SELECT concat_ws(' ', oprname, coalesce(l.typname, '-'), r.typname, t.typname)
FROM pg_operator
LEFT JOIN pg_type l ON l.oid = oprleft JOIN pg_type r ON r.oid = oprright JOIN pg_type t ON t.oid = oprresult
WHERE oprnamespace = 'pg_catalog'::regnamespace`;

/** Without what no query calls: input, output and operators' functions, and all of a name that has one of them. */
const FUNCTIONS = `
WITH f AS (
  SELECT p.*, obj_description(p.oid, 'pg_proc') AS description,
    array(SELECT typname FROM unnest(proargtypes) WITH ORDINALITY a (id, n) JOIN pg_type ON oid = id ORDER BY n) AS args,
    (SELECT typname FROM pg_type WHERE oid = prorettype) AS result
  FROM pg_proc p WHERE pronamespace = 'pg_catalog'::regnamespace
), inner_names AS (
  SELECT proname FROM f WHERE args || result && '{internal,cstring}' OR proname ~ '^(pg_|binary_upgrade|RI_)'
  UNION
  SELECT proname FROM f GROUP BY 1
  HAVING bool_and(description ~ '^(implementation of|less-equal-greater|hash|I/O|statistics:|aggregate .*function)')
)
SELECT concat_ws(' ', proname, prokind::text || CASE WHEN proretset THEN 's' ELSE '' END
    || coalesce((SELECT aggkind::text FROM pg_aggregate WHERE aggfnoid = f.oid AND aggkind <> 'n'), ''), pronargdefaults,
  coalesce((SELECT typname FROM pg_type WHERE oid = provariadic), '-'),
  coalesce(nullif(array_to_string(args, ','), ''), '-'), result || coalesce(
    (SELECT '(' || string_agg(proargnames[n] || ':' || typname, ',' ORDER BY n) || ')'
     FROM unnest(proallargtypes, proargmodes) WITH ORDINALITY a (id, mode, n) JOIN pg_type t ON t.oid = id
     WHERE mode IN ('o', 't')), ''),
  CASE WHEN pronargs > 0 AND proargnames IS NOT NULL AND (proargmodes IS NULL OR proargmodes[1:pronargs] <@ '{i}')
    THEN array_to_string(proargnames[1:pronargs], ',') ELSE '-' END)
FROM f WHERE proname NOT IN (SELECT proname FROM inner_names) AND result !~ 'trigger|handler'`;

export async function readCatalogRows(client: Client): Promise<CatalogRows> {
  const rows = async (sql: string): Promise<readonly string[]> => {
    const { rows: found } = await client.query<[string]>({ text: sql, rowMode: 'array' });
    return found.map(([row]) => row).sort();
  };
  return {
    types: await rows(TYPES),
    casts: await rows(CASTS),
    operators: await rows(OPERATORS),
    functions: await rows(FUNCTIONS),
  };
}

/** What several versions say: a row that not all have says which do. */
export function mergeCatalogs(read: ReadonlyMap<number, CatalogRows>): CatalogRows {
  const all = [...read.values()];
  const functions = alignNames([...read].map(([version, rows]) => [version, rows.functions] as const));
  return {
    types: tagVersions([...read].map(([version, { types }]) => [version, types] as const)),
    casts: mergeCasts(all.map(({ casts }) => casts)),
    operators: tagVersions([...read].map(([version, { operators }]) => [version, operators] as const)),
    functions: tagVersions(functions),
  };
}

type Versioned = readonly (readonly [version: number, rows: readonly string[]])[];

function tagVersions(all: Versioned): readonly string[] {
  const versions = new Map<string, number[]>();
  for (const [version, rows] of all) {
    for (const row of rows) versions.set(row, [...(versions.get(row) ?? []), version]);
  }
  const tag = (having: readonly number[]): string => (having.length < all.length ? ` @${having.join()}` : '');
  return [...versions].map(([row, having]) => row + tag(having)).sort();
}

/** Casts that not all have, or that they have for different contexts, are doubtful. */
function mergeCasts(all: readonly (readonly string[])[]): readonly string[] {
  const rows = [...new Set(all.flat())];
  const isCommon = (row: string): boolean => all.every((casts) => casts.includes(row));
  return [...new Set(rows.map((row) => (isCommon(row) ? row : row.replace(/.$/, '?'))))].sort();
}

/** Names of parameters that came with one version are dropped from all. */
function alignNames(all: Versioned): Versioned {
  const unnamed = (row: string): string => row.replace(/ \S+$/, ' -');
  const spellings = new Map<string, Set<string>>();
  for (const row of all.flatMap(([, rows]) => rows)) {
    const key = unnamed(row);
    spellings.set(key, (spellings.get(key) ?? new Set()).add(row));
  }
  const align = (row: string): string => ((spellings.get(unnamed(row))?.size ?? 0) > 1 ? unnamed(row) : row);
  return all.map(([version, rows]) => [version, rows.map(align)] as const);
}
