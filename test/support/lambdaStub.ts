/** AWS's functions as the catalog has them, creatable in any PostgreSQL: the signatures are real, the bodies empty. */
import { FUNCTIONS, SCHEMAS } from '../../core/catalog/functions';
import { LAMBDA_ARN_TYPE } from '../../core/catalog/invoke';
import type { FunctionEntry, Overload } from '../../core/catalog/schema';

export function createStubSql(): string {
  return [
    ...SCHEMAS.map(({ name }) => `CREATE SCHEMA ${name};`),
    `CREATE TYPE ${LAMBDA_ARN_TYPE} AS (function_name text, region text);`,
    ...FUNCTIONS.flatMap((entry) => entry.overloads.map((overload) => createFunction(entry, overload))),
  ].join('\n');
}

function createFunction(entry: FunctionEntry, overload: Overload): string {
  const parameters = overload.parameters.map(({ name, type, default: value }) =>
    value === undefined ? `${name} ${type}` : `${name} ${type} DEFAULT ${value}`,
  );
  const columns = overload.outColumns.map(({ name, type }) => `OUT ${name} ${type}`);
  const returns = columns.length > 0 ? '' : `RETURNS ${overload.returns}`;
  const nothing = overload.outColumns.map(({ type }) => `NULL::${type}`);
  const body = nothing.length > 0 ? nothing.join(', ') : `NULL::${overload.returns}`;
  return `CREATE FUNCTION ${entry.schema}.${entry.name}(${[...parameters, ...columns].join(', ')}) ${returns}
    LANGUAGE sql VOLATILE AS 'SELECT ${body}';`;
}
