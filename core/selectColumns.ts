/** What the columns of a query are called (parse_target.c, FigureColname), as far as psql's \gset needs it. */
import { analyzeChunk } from './analysis';
import { outColumnsOf } from './calls/likelyOverloads';
import type { CallSite } from './calls/model';
import { isMark, wordOf } from './sql/cursor';
import type { Chunk } from './sql/chunk';
import { identifierName, tokenize, type Token } from './sql/tokens';

export interface SelectColumn {
  readonly name: string;
  /** Where the whole column is a call of one of our functions: what it returns. */
  readonly type?: string;
  /** Where its alias is written, if it has one; in the chunk. */
  readonly alias?: Token;
}

/** The columns of a statement's outermost SELECT; those without a name are left out. */
export function readSelectColumns(chunk: Chunk): readonly SelectColumn[] {
  const { fragments, calls } = analyzeChunk(chunk);
  const tokens = fragments[0]?.tokens ?? tokenize(chunk.text, chunk.options).significant;
  const own = calls.filter((call) => call.fragment === fragments[0]);
  return splitSelectList(tokens).flatMap((item) => readColumns(item, own));
}

/** The items of the first SELECT or RETURNING that stands in no parentheses. */
function splitSelectList(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const items: Token[][] = [];
  let depth = 0;
  for (const token of tokens) {
    if (isMark(token, ')') || isMark(token, ']')) depth--;
    const word = depth === 0 ? wordOf(token) : undefined;
    const isOpen = items.length > 0;
    if (isOpen && (ENDS_LIST.has(word ?? '') || token.kind === 'metaCommand')) break;
    if (!isOpen && (word === 'select' || word === 'returning')) items.push([]);
    else if (isOpen && depth === 0 && isMark(token, ',')) items.push([]);
    else items.at(-1)?.push(token);
    if (isMark(token, '(') || isMark(token, '[')) depth++;
  }
  return items;
}

const ENDS_LIST = new Set(['from', 'into', 'where', 'union', 'intersect', 'except', 'limit', 'order']);

function readColumns(item: readonly Token[], calls: readonly CallSite[]): readonly SelectColumn[] {
  const last = item.at(-1);
  if (!last) return [];
  if (isMark(last, '*')) return calls.filter((call) => call.inFrom || call.expansion).flatMap(outColumnsOf);
  const call = calls.find(({ span }) => span.start === item[0]?.start);
  if (call) return readCallColumn(call, item);
  if (hasAlias(item)) return named(identifierName(last), { alias: last });
  return named(plainName(item), {});
}

/** `call`, `call alias`, `call AS alias`; behind an operator or a cast it is another value. */
function readCallColumn(call: CallSite, item: readonly Token[]): readonly SelectColumn[] {
  const behind = item.filter((token) => token.start >= call.span.end);
  const alias = wordOf(behind[0]) === 'as' ? behind[1] : behind[0];
  const name = alias ? identifierName(alias) : call.name;
  const type = call.entry?.overloads[0]?.returns;
  if (name !== undefined)
    return named(name, { ...(alias && { alias }), ...(type !== undefined && { type }) });
  const last = behind.at(-1);
  return last && hasAlias(item) ? named(identifierName(last), { alias: last }) : [];
}

function named(name: string | undefined, rest: Omit<SelectColumn, 'name'>): readonly SelectColumn[] {
  return name === undefined ? [] : [{ name, ...rest }];
}

/** `… AS name`, `… name`: a name behind something that is an operand already. */
function hasAlias(item: readonly Token[]): boolean {
  const [before, last] = item.slice(-2);
  if (!before || !last || identifierName(last) === undefined) return false;
  return wordOf(before) === 'as' || isMark(before, ')') || OPERANDS.has(before.kind);
}

const OPERANDS: ReadonlySet<Token['kind']> = new Set([
  'word',
  'quotedWord',
  'string',
  'number',
  'psqlVariable',
]);

/** `column`, `t.column`, and a function's name. */
function plainName(item: readonly Token[]): string | undefined {
  let name: string | undefined;
  for (const token of item) {
    if (isMark(token, '(')) return name;
    const part = identifierName(token);
    if (part !== undefined) name = part;
    else if (!isMark(token, '.')) return undefined;
  }
  return name;
}
