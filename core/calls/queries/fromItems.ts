/** What stands behind FROM, before anything in it is typed. All numbers are indices of tokens. */
import { isMark, wordOf, TokenCursor } from '../../sql/cursor';
import { identifierName, type Token } from '../../sql/tokens';
import type { QualifiedName } from '../../schema/model';
import type { Bracket } from '../brackets';
import { readName } from '../names';
import { isReserved } from '../words';
import type { FromItem, Placed, SpecialItem } from './fromItem';

const JOINS = new Set(['join', 'inner', 'left', 'right', 'full', 'cross', 'natural']);
const SIDES = new Set(['left', 'right', 'full']);
/** Sources of a syntax of their own. */
const SPECIAL_SOURCES = ['rows', 'xmltable', 'json_table'] as const satisfies readonly SpecialItem['word'][];

/** Items that can't be read are `unknown`, up to the next comma. */
export function readFromItems(
  tokens: readonly Token[],
  brackets: ReadonlyMap<number, Bracket>,
  from: number,
  to: number,
): readonly FromItem[] {
  const reader = new FromReader(tokens, brackets);
  const items: FromItem[] = [];
  for (let at = from; at < to; at++) {
    const end = reader.findComma(at, to);
    items.push(reader.readItem(at, end));
    at = end;
  }
  return items;
}

class FromReader {
  private readonly cursor: TokenCursor;
  /** Where the item ends that is being read; PL/pgSQL's LOOP could be an alias. */
  private limit = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly brackets: ReadonlyMap<number, Bracket>,
  ) {
    this.cursor = new TokenCursor(tokens);
  }

  findComma(from: number, to: number): number {
    let at = from;
    while (at < to && !isMark(this.tokens[at], ',')) at = this.behind(at);
    return Math.min(at, to);
  }

  /** Behind the token, or behind all that stands between the brackets that it opens. */
  private behind(at: number): number {
    const isOpening = isMark(this.tokens[at], '(') || isMark(this.tokens[at], '[');
    return (isOpening ? (this.brackets.get(at)?.close ?? at) : at) + 1;
  }

  readItem(from: number, to: number): FromItem {
    this.cursor.index = from;
    this.limit = to;
    const item = this.readJoins(to);
    return item && this.cursor.index === to ? item : unknown(from, to);
  }

  private readJoins(to: number): FromItem | undefined {
    let left = this.readSource(to);
    while (left && this.cursor.index < to) {
      const joined = this.readJoin(left, to);
      if (!joined) return undefined;
      left = joined;
    }
    return left;
  }

  private readJoin(left: FromItem, to: number): FromItem | undefined {
    const { cursor } = this;
    const natural = cursor.takeWords('natural');
    const crosses = cursor.takeWords('cross');
    if (SIDES.has(cursor.word ?? '')) {
      cursor.advance();
      cursor.takeWords('outer');
    } else cursor.takeWords('inner');
    if (!cursor.takeWords('join')) return undefined;
    // The right side may hold joins of its own, whose conditions come before this one's.
    let right = this.readSource(to);
    while (right && !natural && !crosses && JOINS.has(cursor.word ?? '')) right = this.readJoin(right, to);
    if (!right) return undefined;
    const join = { kind: 'join', left, right, start: left.start } as const;
    if (natural || crosses)
      return { ...join, ...NO_ALIAS, end: cursor.index, on: undefined, using: natural ? 'natural' : [] };
    if (cursor.takeWords('using')) {
      const using = this.readNames();
      const alias = cursor.takeWords('as') ? cursor.takeName() : undefined;
      // Its alias names the common columns alone.
      if (alias !== undefined) return unknown(left.start, cursor.index);
      return { ...join, ...NO_ALIAS, end: cursor.index, on: undefined, using };
    }
    if (!cursor.takeWords('on')) return undefined;
    const start = cursor.index;
    cursor.index = this.findConditionEnd(start, to);
    return { ...join, ...NO_ALIAS, end: cursor.index, on: { start, end: cursor.index }, using: [] };
  }

  /** A condition ends at the next join, or at the condition of the join round this one. */
  private findConditionEnd(from: number, to: number): number {
    let at = from;
    for (; at < to; at = this.behind(at)) {
      const word = wordOf(this.tokens[at]) ?? '';
      const isFunction = isMark(this.tokens[at + 1], '(');
      if (word === 'on' || word === 'using' || (JOINS.has(word) && !isFunction)) return at;
    }
    return Math.min(at, to);
  }

  private readNames(): readonly string[] {
    const { cursor } = this;
    const names: string[] = [];
    if (!cursor.takeMark('(')) return names;
    do names.push(cursor.takeName() ?? '');
    while (cursor.takeMark(','));
    cursor.takeMark(')');
    return names;
  }

  private readSource(to: number): FromItem | undefined {
    const { cursor } = this;
    const start = cursor.index;
    const lateral = cursor.takeWords('lateral');
    if (isMark(cursor.token, '(')) return this.readParenthesized(start, lateral, to);
    const only = cursor.takeWords('only');
    if (only && isMark(cursor.token, '(')) return undefined;
    const special = SPECIAL_SOURCES.find((word) => word === cursor.word);
    if (special && this.opensAfterWord()) return this.readSpecial(start, special);
    const first = cursor.index;
    const name = this.readQualified();
    if (!name || cursor.index > to) return undefined;
    if (isMark(cursor.token, '(')) return this.readFunction(start, first);
    cursor.takeMark('*');
    const named = this.readAlias();
    if (cursor.takeWords('tablesample')) return undefined;
    return { kind: 'table', name, start, end: cursor.index, ...named };
  }

  /** `ROWS FROM (f(a), g(b)) AS r`. */
  private readSpecial(start: number, word: SpecialItem['word']): FromItem | undefined {
    const { cursor } = this;
    cursor.advance();
    cursor.takeWords('from');
    const open = cursor.index;
    const bracket = this.brackets.get(open);
    if (!bracket?.closed) return undefined;
    cursor.index = bracket.close + 1;
    const ordinality = cursor.takeWords('with', 'ordinality');
    const { alias = word === 'rows' ? undefined : word, columnNames } = this.readAlias();
    return { kind: 'special', word, open, ordinality, start, end: cursor.index, alias, columnNames };
  }

  private opensAfterWord(): boolean {
    return isMark(this.cursor.peek(), '(') || wordOf(this.cursor.peek()) === 'from';
  }

  private readQualified(): QualifiedName | undefined {
    const { cursor } = this;
    const parts: string[] = [];
    do {
      const named = readName(cursor.tokens, cursor.index);
      if (!named || (parts.length === 0 && isReserved(named.token))) return undefined;
      parts.push(named.name);
      cursor.index = named.next;
    } while (cursor.takeMark('.'));
    const [name = '', schema] = parts.toReversed();
    return { name, ...(schema !== undefined && { schema }) };
  }

  private readParenthesized(start: number, lateral: boolean, to: number): FromItem | undefined {
    const { cursor } = this;
    const open = cursor.index;
    const bracket = this.brackets.get(open);
    if (!bracket?.closed || bracket.close >= to) return undefined;
    if (opensQuery(this.tokens, open)) {
      cursor.index = bracket.close + 1;
      return { kind: 'query', open, lateral, start, ...this.readAlias(), end: cursor.index };
    }
    cursor.index = open + 1;
    const inner = this.readJoins(bracket.close);
    if (!inner || cursor.index !== bracket.close) return undefined;
    cursor.index = bracket.close + 1;
    const named = this.readAlias();
    if (named.alias === undefined) return inner;
    return inner.kind === 'join' ? { ...inner, ...named, end: cursor.index } : undefined;
  }

  private readFunction(start: number, name: number): FromItem | undefined {
    const { cursor } = this;
    const open = cursor.index;
    const bracket = this.brackets.get(open);
    if (!bracket?.closed) return undefined;
    cursor.index = bracket.close + 1;
    const ordinality = cursor.takeWords('with', 'ordinality');
    const aliasStart = cursor.index;
    const named = this.readAlias();
    const definitions = this.findDefinitions(aliasStart);
    if (definitions !== undefined) cursor.index = this.behind(definitions);
    const end = cursor.index;
    return { kind: 'function', start, name, open, ordinality, ...named, definitions, end };
  }

  /** `AS (a int)`, `t (a int)`: names with types. */
  private findDefinitions(from: number): number | undefined {
    let at = wordOf(this.tokens[from]) === 'as' ? from + 1 : from;
    if (!isMark(this.tokens[at], '(')) at++;
    const type = this.tokens[at + 2];
    if (at > this.cursor.index || !isMark(this.tokens[at], '(')) return undefined;
    return type && identifierName(type) !== undefined ? at : undefined;
  }

  private readAlias(): Pick<Placed, 'alias' | 'columnNames'> {
    const { cursor } = this;
    const isOpen = cursor.index < this.limit;
    const isNamed = isOpen && (cursor.takeWords('as') || isAlias(cursor.token));
    const alias = isNamed && !isMark(cursor.token, '(') ? cursor.takeName() : undefined;
    if (!isNamed || !isMark(cursor.token, '(')) return { alias, columnNames: [] };
    const from = cursor.index;
    const columnNames = this.readNames();
    const isList = isMark(this.tokens[cursor.index - 1], ')');
    if (!isList) cursor.index = from;
    return { alias, columnNames: isList ? columnNames : [] };
  }
}

const NO_ALIAS = { alias: undefined, columnNames: [] } as const;

function unknown(start: number, end: number): FromItem {
  return { kind: 'unknown', start, end, ...NO_ALIAS };
}

const NO_ALIASES = new Set(['tablesample', 'set', ...JOINS]);

/** gram.y: a bare alias is a ColId; what follows a source instead is reserved. */
function isAlias(token: Token | undefined): boolean {
  if (!token || identifierName(token) === undefined) return false;
  return token.kind === 'quotedWord' || !(isReserved(token) || NO_ALIASES.has(wordOf(token) ?? ''));
}

/** Whether a query stands in the parentheses, which may be doubled. */
export function opensQuery(tokens: readonly Token[], open: number): boolean {
  let at = open + 1;
  while (isMark(tokens[at], '(')) at++;
  return QUERY_WORDS.has(wordOf(tokens[at]) ?? '');
}

const QUERY_WORDS = new Set(['select', 'with', 'values', 'table']);
