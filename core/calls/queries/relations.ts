/** What a relation's name means in a query: a CTE, or what is declared. */
import type { QualifiedName } from '../../schema/model';
import { wordOf } from '../../sql/cursor';
import { identifierName } from '../../sql/tokens';
import { findRelation, type KnownRelation } from '../declared/relations';
import { parseTypeName } from '../expressions/typeNames';
import type { Field } from '../expressions/typed';
import { rename, UNKNOWN_COLUMNS, type ColumnList } from './columnLists';
import { OUTERMOST, type QueryContext, type RelationColumns } from './context';
import { outputOf } from './output';
import { findStatement, type Cte, type Statement } from './regions';

export function readRelation(
  context: QueryContext,
  name: QualifiedName,
  at: number,
): RelationColumns | undefined {
  const cte = name.schema === undefined ? findCte(context, name.name, at) : undefined;
  if (cte) return { list: cte, row: 'record' };
  if (isCreatedInBody(context, name)) return undefined;
  const relation = findRelation(context.declared, name);
  if (!relation) return undefined;
  const parts = name.schema === undefined ? [name.name] : [name.schema, name.name];
  return { list: columnsOf(context, relation), row: context.findType(parts) };
}

/** The columns that a script declares, or those of a view's query. */
export function columnsOf(context: QueryContext, relation: KnownRelation): ColumnList {
  const { query, columns, complete, ordered } = relation;
  if (query !== undefined) {
    const list = context.viewColumns(query);
    return rename(
      list,
      columns.map((column) => column.name),
    );
  }
  const fields = columns.map(({ name, type }): Field => ({
    name,
    type: parseTypeName(type, context.findType),
  }));
  return { columns: fields, complete, ordered };
}

/** The innermost CTE of the name that is known at the place. */
function findCte(context: QueryContext, name: string, at: number): ColumnList | undefined {
  for (let index = at; ;) {
    const open = context.enclosing(index);
    const statement = findStatement(context.level(open), index);
    const cte = statement?.ctes.findLast((one) => one.name === name && isKnown(statement, one, index));
    if (statement && cte) return cteColumns(context, statement, cte, at);
    if (open === OUTERMOST) return undefined;
    index = open;
  }
}

function isKnown(statement: Statement, cte: Cte, index: number): boolean {
  return statement.recursive || cte.open < index;
}

function cteColumns(context: QueryContext, statement: Statement, cte: Cte, at: number): ColumnList {
  if (cte.extended) return UNKNOWN_COLUMNS;
  const close = context.surroundings.brackets.get(cte.open)?.close ?? cte.open;
  const isInside = cte.open < at && at < close;
  if (isInside && !statement.recursive) return UNKNOWN_COLUMNS;
  const columns = isInside ? firstTerm(context, cte.open) : context.output(cte.open);
  return rename(columns ?? UNKNOWN_COLUMNS, cte.columnNames);
}

/** A recursive query has the columns of its first arm, which doesn't name it (analyzeCTETargetList). */
function firstTerm(context: QueryContext, open: number): ColumnList | undefined {
  const [statement] = context.level(open).statements;
  const [first] = statement?.arms ?? [];
  if (!statement || !first || statement.arms.length < 2) return undefined;
  const output = outputOf(context, { ...statement, arms: [first] });
  return (
    output && {
      ...output,
      columns: output.columns.map((column) =>
        column.type === 'unknown' ? { ...column, type: 'text' } : column,
      ),
    }
  );
}

/** A body that creates the table itself, as it does a temporary one, means its own. */
function isCreatedInBody({ surroundings }: QueryContext, { name }: QualifiedName): boolean {
  const { language, tokens } = surroundings.fragment;
  if (language !== 'plpgsql') return false;
  return tokens.some((token, index) => {
    if (identifierName(token) !== name) return false;
    const isConditional = wordOf(tokens[index - 1]) === 'exists' && wordOf(tokens[index - 2]) === 'not';
    return wordOf(tokens[isConditional ? index - 4 : index - 1]) === 'table';
  });
}
