/**
 * PostgreSQL's own catalog as the rows that core/catalog/postgresql keeps: read from real servers, cut down to
 * what every version says alike. Names are those of pg_type (`int4`), which hold no blanks.
 */
import type { Client } from 'pg';

export interface CatalogRows {
  /** `name category preferred element display`; `element` is a range's or vector's, else `-`. */
  readonly types: readonly string[];
  /** `source target context`; the context `?` where the versions differ. */
  readonly casts: readonly string[];
  /** `name left right result`; `-` for the missing operand of a prefix operator. */
  readonly operators: readonly string[];
  /** `name kind defaults variadic arguments result names`; `-` for none; `name ? least most`: see below. */
  readonly functions: readonly string[];
}

const TYPES = `
SELECT concat_ws(' ', t.typname, t.typcategory::text, CASE WHEN t.typispreferred THEN 'p' ELSE '-' END,
  coalesce(e.typname, s.typname, m.typname, '-'), format_type(t.oid, NULL))
FROM pg_type t
LEFT JOIN pg_type e ON e.oid = t.typelem
LEFT JOIN pg_range r ON r.rngtypid = t.oid LEFT JOIN pg_type s ON s.oid = r.rngsubtype
LEFT JOIN pg_range mr ON mr.rngmultitypid = t.oid LEFT JOIN pg_type m ON m.oid = mr.rngtypid
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
    OR EXISTS (SELECT FROM pg_aggregate WHERE aggfnoid = f.oid AND aggkind <> 'n')
  UNION
  SELECT proname FROM f GROUP BY 1
  HAVING bool_and(description ~ '^(implementation of|less-equal-greater|hash|I/O|statistics:|aggregate .*function)')
)
SELECT concat_ws(' ', proname, prokind::text || CASE WHEN proretset THEN 's' ELSE '' END, pronargdefaults,
  coalesce((SELECT typname FROM pg_type WHERE oid = provariadic), '-'),
  coalesce(nullif(array_to_string(args, ','), ''), '-'), result,
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

/** What both say; what only one says of a function is kept as the numbers of arguments for which they differ. */
export function intersectCatalogs(a: CatalogRows, b: CatalogRows): CatalogRows {
  const both = (left: readonly string[], right: readonly string[]) =>
    left.filter((row) => right.includes(row));
  const [first, second] = alignNames(a.functions, b.functions);
  const functions = both(first, second);
  const only = [...first, ...second].filter((row) => !functions.includes(row));
  return {
    types: both(a.types, b.types),
    casts: [...both(a.casts, b.casts), ...doubtfulCasts(a.casts, b.casts)].sort(),
    operators: both(a.operators, b.operators),
    functions: [...functions, ...new Set(only.map(toDoubt))].sort(),
  };
}

/** Casts that only one has, or that they have for different contexts. */
function doubtfulCasts(a: readonly string[], b: readonly string[]): readonly string[] {
  const only = [...a, ...b].filter((row) => !(a.includes(row) && b.includes(row)));
  return [...new Set(only.map((row) => row.replace(/.$/, '?')))];
}

/** `timezone ? 1 1`: with so many arguments, the versions know different functions. */
function toDoubt(row: string): string {
  const [name, , defaults, variadic, types = ''] = row.split(' ');
  const count = types === '-' ? 0 : types.split(',').length;
  return `${name} ? ${count - Number(defaults)} ${variadic === '-' ? count : 99}`;
}

/** Names of parameters that came with one version are dropped from both. */
function alignNames(a: readonly string[], b: readonly string[]): [readonly string[], readonly string[]] {
  const unnamed = (row: string): string => row.replace(/ \S+$/, ' -');
  const align = (rows: readonly string[], others: readonly string[]) => {
    const known = new Set(others);
    return rows.map((row) => (known.has(row) ? row : unnamed(row))).sort();
  };
  return [align(a, b), align(b, a)];
}
