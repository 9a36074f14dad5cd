/** PL/pgSQL's variables, and the parameters of routines (pl_comp.c, functions.c). */
import { findClosing, isMark, wordOf } from '../../sql/cursor';
import type { Fragment } from '../../sql/fragment';
import { identifierName, tokenize, type Token } from '../../sql/tokens';
import type { Field } from '../expressions/typed';
import { findPrepared } from '../expressions/prepared';
import { readName } from '../names';
import { findRelation } from '../declared/relations';
import { parseTypeName } from '../expressions/typeNames';
import { recordFields } from './records';
import type { QueryContext } from './context';

/** undefined where no such variable is declared; its type is undefined where it can't be told. */
export function variableMeaning(
  context: QueryContext,
  parts: readonly string[],
  at: number,
): Field | undefined {
  const [name = '', ...rest] = parts;
  const variable = readVariable(context, name, at);
  if (variable) return rest.reduce<Field>((base, part) => fieldOf(context, base, part), variable);
  const isLabel = rest.length > 0 && name === routineName(context.surroundings.fragment);
  return isLabel ? variableMeaning(context, rest, at) : undefined;
}

/** A column of a row; of unknown type where it can't be told. */
function fieldOf(context: QueryContext, base: Field, name: string): Field {
  const fields = base.fields ?? (base.type === undefined ? undefined : context.fieldsOf(base.type));
  const found = fields?.filter((field) => field.name === name);
  return found?.length === 1 && found[0] ? found[0] : { name, type: undefined };
}

function readVariable(context: QueryContext, name: string, at: number): Field | undefined {
  const { fragment } = context.surroundings;
  const declared = fragment.variables.get(name) ?? context.parameters().get(name);
  if (declared !== undefined) return { name, ...typeOfDeclaration(context, name, declared, at) };
  if (fragment.language !== 'plpgsql') {
    const prepared = findPrepared(fragment, name, context.findType);
    return prepared && { name, type: prepared.type };
  }
  if (name === 'new' || name === 'old') return triggerRow(context, name);
  return isLoopCounter(fragment.tokens, name, at) ? { name, type: 'int4' } : undefined;
}

/** `text`, `t.a%TYPE`, `v%TYPE`, `t%ROWTYPE`, `record`. */
function typeOfDeclaration(
  context: QueryContext,
  name: string,
  declared: string,
  at: number,
): Omit<Field, 'name'> {
  if (declared.toLowerCase() === 'record') return recordFields(context, name, at);
  const copied = /^(.*?)\s*%\s*(type|rowtype)$/is.exec(declared);
  if (!copied) return { type: parseTypeName(declared, context.findType) };
  const [, of = '', kind = ''] = copied;
  const parts = readParts(of);
  if (kind.toLowerCase() === 'rowtype') return { type: context.findType(parts) };
  const [own = ''] = parts;
  const isVariable = own !== name && context.surroundings.fragment.variables.has(own);
  if (isVariable) return { type: variableMeaning(context, parts, at)?.type };
  return { type: columnType(context, parts) };
}

function readParts(text: string): readonly string[] {
  return tokenize(text, { psql: false }).significant.flatMap((token) => identifierName(token) ?? []);
}

/** `t.a` or `s.t.a`. */
function columnType({ declared, findType }: QueryContext, parts: readonly string[]): string | undefined {
  const [column, name = '', schema] = parts.toReversed();
  const relation = findRelation(declared, { name, ...(schema !== undefined && { schema }) });
  const found = relation?.columns.find((one) => one.name === column);
  return found && relation?.query === undefined ? parseTypeName(found.type, findType) : undefined;
}

/** The table whose triggers run the routine, where there is just one. */
function triggerRow(context: QueryContext, name: string): Field | undefined {
  const { declared, surroundings, findType } = context;
  const routine = routineName(surroundings.fragment);
  if (routine === undefined) return undefined;
  const triggers = declared.named(routine).filter((one) => one.kind === 'trigger');
  const tables = new Map(triggers.map(({ table }) => [JSON.stringify(table), table]));
  const [table] = tables.values();
  if (!table || tables.size > 1) return { name, type: undefined };
  const parts = table.schema === undefined ? [table.name] : [table.schema, table.name];
  return { name, type: findType(parts) };
}

/** The routine whose body this is; a variable may be called by it too. */
function routineName(fragment: Fragment): string | undefined {
  const parent = fragment.parent ?? fragment;
  const at = parent.tokens.findIndex((token) => ['function', 'procedure'].includes(wordOf(token) ?? ''));
  if (at < 0 || wordOf(parent.tokens[0]) !== 'create') return undefined;
  let named = readName(parent.tokens, at + 1);
  while (named && isMark(parent.tokens[named.next], '.')) named = readName(parent.tokens, named.next + 1);
  return named?.name;
}

/** `FOR i IN 1..10 LOOP`: an integer, in the loop. */
function isLoopCounter(tokens: readonly Token[], name: string, at: number): boolean {
  return tokens.some((token, index) => {
    if (index >= at || wordOf(token) !== 'for') return false;
    const variable = tokens[index + 1];
    const isNamed = variable && identifierName(variable) === name && wordOf(tokens[index + 2]) === 'in';
    return isNamed && isRange(tokens, index + 3);
  });
}

/** `1..10`, up to LOOP. */
function isRange(tokens: readonly Token[], from: number): boolean {
  for (let at = from; at < tokens.length; at++) {
    if (wordOf(tokens[at]) === 'loop' || isMark(tokens[at], ';')) return false;
    if (isMark(tokens[at], '(')) at = findClosing(tokens, at) ?? at;
    else if (tokens[at]?.text.includes('..')) return true;
  }
  return false;
}
