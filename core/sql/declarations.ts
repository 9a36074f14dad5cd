/**
 * The types that PL/pgSQL's declarations and a routine's parameter list give to names. Types are kept as
 * written, `t.a%TYPE` too; what can't be told (an alias, one name with two types) is left out or made UNDECIDED.
 */
import { findClosing, isMark, TokenCursor, wordOf } from './cursor';
import { identifierName, type Token } from './tokens';

/** Stands for a declared variable whose type the text does not tell. */
export const UNDECIDED_TYPE = '';

export type Variables = Map<string, string>;

const PARAMETER_MODES = ['in', 'out', 'inout', 'variadic'] as const;

/** A parameter of a routine as its CREATE has it. */
export interface Parameter {
  readonly mode: 'in' | 'out' | 'inout' | 'variadic';
  /** As PostgreSQL folds it; `''` without one. */
  readonly name: string;
  readonly type: string;
  readonly hasDefault: boolean;
}

/** The parameters between the parenthesis at `open` and its other one; empty where it isn't closed. */
export function readParameterList(tokens: readonly Token[], open: number): Parameter[] {
  const close = open < 0 ? undefined : findClosing(tokens, open);
  return splitAtCommas(tokens.slice(open + 1, close ?? 0)).map(readParameter);
}

/**
 * The parameters of CREATE FUNCTION or PROCEDURE: by name and, for those that take a value, as `$1`, `$2` …; and
 * the columns of RETURNS TABLE, which are variables too. `tokens` are the statement's.
 */
export function readParameters(tokens: readonly Token[]): Variables {
  const variables: Variables = new Map();
  const parameters = readParameterList(
    tokens,
    tokens.findIndex((token) => isMark(token, '(')),
  );
  let position = 0;
  for (const { mode, name, type } of parameters) {
    if (mode !== 'out') variables.set(`$${++position}`, type);
    if (name !== '') declare(variables, name, type);
  }
  const table = tokens.findIndex((_, index) => isTableResult(tokens, index));
  for (const { name, type } of table < 0 ? [] : readParameterList(tokens, table + 2)) {
    declare(variables, name, type);
  }
  return variables;
}

/** RETURNS TABLE ( */
function isTableResult(tokens: readonly Token[], index: number): boolean {
  const [returns, table, open] = tokens.slice(index, index + 3);
  return wordOf(returns) === 'returns' && wordOf(table) === 'table' && isMark(open, '(');
}

/** The names of those parameters that have one. */
export function findParameterNames(tokens: readonly Token[]): readonly Token[] {
  const open = tokens.findIndex((token) => isMark(token, '('));
  const close = open < 0 ? undefined : findClosing(tokens, open);
  return splitAtCommas(tokens.slice(open + 1, close ?? 0)).flatMap((parameter) => {
    const first = PARAMETER_MODES.some((mode) => mode === wordOf(parameter[0])) ? 1 : 0;
    const name = parameter[first];
    return name && readParameter(parameter).name !== '' ? [name] : [];
  });
}

function readParameter(tokens: readonly Token[]): Parameter {
  const cursor = new TokenCursor(tokens);
  const mode = PARAMETER_MODES.find((one) => cursor.takeWords(one)) ?? 'in';
  const rest = tokens.slice(cursor.index);
  const end = rest.findIndex(
    (token) => wordOf(token) === 'default' || isMark(token, '=') || isMark(token, ':='),
  );
  const declared = end < 0 ? rest : rest.slice(0, end);
  const name = isNamed(declared) && declared[0] ? (identifierName(declared[0]) ?? '') : '';
  return { mode, name, type: typeText(name === '' ? declared : declared.slice(1)), hasDefault: end >= 0 };
}

/** Two names in a row are a name and its type, unless they are one type of two words. */
function isNamed(tokens: readonly Token[]): boolean {
  const [first, second] = tokens;
  if (!first || !second || identifierName(first) === undefined || identifierName(second) === undefined)
    return false;
  return !TWO_WORD_TYPES.has(`${wordOf(first)} ${wordOf(second)}`);
}

const TWO_WORD_TYPES = new Set([
  'double precision',
  'character varying',
  'bit varying',
  'time with',
  'time without',
  'timestamp with',
  'timestamp without',
  'national character',
  'national char',
]);

/** All DECLARE sections of a PL/pgSQL body, and what FOR and cursors bind. */
export function readDeclarations(tokens: readonly Token[], into: Variables): void {
  const cursor = new TokenCursor(tokens);
  while (!cursor.done) {
    if (cursor.takeWords('declare')) readSection(cursor, into);
    else cursor.advance();
  }
}

function readSection(cursor: TokenCursor, into: Variables): void {
  while (!cursor.done && cursor.word !== 'begin') {
    const declaration: Token[] = [];
    while (!cursor.done && !isMark(cursor.token, ';') && cursor.word !== 'begin') {
      const token = cursor.advance();
      if (token) declaration.push(token);
    }
    cursor.takeMark(';');
    readDeclaration(declaration, into);
  }
}

/** plpgsql's grammar, decl_statement: name [CONSTANT] type [COLLATE c] [NOT NULL] [{DEFAULT | := | =} value]. */
function readDeclaration(tokens: readonly Token[], into: Variables): void {
  const cursor = new TokenCursor(tokens);
  const name = cursor.takeName();
  if (name === undefined) return;
  cursor.takeWords('constant');
  const rest = tokens.slice(cursor.index);
  const end = rest.findIndex(
    (token) => ENDS_TYPE.has(wordOf(token) ?? '') || isMark(token, ':=') || isMark(token, '='),
  );
  declare(into, name, typeText(end < 0 ? rest : rest.slice(0, end)));
}

const ENDS_TYPE = new Set(['collate', 'not', 'default', 'cursor', 'alias', 'for', 'is']);

function declare(variables: Variables, name: string, type: string): void {
  const known = variables.get(name);
  variables.set(name, known === undefined || known === type ? type : UNDECIDED_TYPE);
}

function typeText(tokens: readonly Token[]): string {
  return tokens.map((token, index) => (needsSpace(tokens, index) ? ' ' : '') + token.text).join('');
}

function needsSpace(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  const token = tokens[index];
  return before !== undefined && token !== undefined && token.start > before.end;
}

function splitAtCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isMark(token, '(')) depth++;
    else if (isMark(token, ')')) depth--;
    if (depth === 0 && isMark(token, ',')) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}
