/**
 * Which brackets belong together, in text that may be half typed: one pass over the tokens of a fragment. A call
 * that lacks its parenthesis is given up at a `;`, at the fragment's end, or at a word that no argument holds.
 */
import { isMark, wordOf } from '../sql/cursor';
import type { Token } from '../sql/tokens';
import { endsExpression, endsSpecialSyntax, QUERIES, SPECIAL_SYNTAX } from './words';

/** All numbers are indices of tokens. */
export interface Bracket {
  readonly open: number;
  /** Of the closing bracket; of the token at which it was given up; of the end. */
  readonly close: number;
  readonly closed: boolean;
  /** Directly inside, up to an ORDER BY. */
  readonly commas: readonly number[];
  /** ORDER BY directly inside. */
  readonly orderBy: number | undefined;
  /** How many expressions the ORDER BY has. */
  readonly sortKeys: number;
  /** Where the query in which it was opened stands. */
  readonly clause: Clause;
}

/** FILTER (WHERE …), OVER (PARTITION BY …), WITHIN GROUP (ORDER BY …): clauses as in a query. */
const CLAUSES_OF_CALLS = new Set(['filter', 'over', 'group']);

/** `call`: a function of ours · `query`: a sub-select · `special`: words of its own between the parentheses. */
type FrameKind = 'call' | 'query' | 'special' | 'expression';

interface Frame {
  kind: FrameKind;
  readonly open: number;
  readonly mark: string;
  readonly commas: number[];
  /** Of the query round it, where it was opened. */
  readonly outerClause: Clause;
  orderBy: number | undefined;
  sortKeys: number;
  cases: number;
  clause: Clause;
}

/**
 * Where in a query something stands. `from`: where rows come from, behind FROM, JOIN and their like · `on`: in a
 * join's condition · `select`: among the columns, where aggregates may be, and window functions · `having`: where
 * aggregates may be.
 */
export type Clause = 'from' | 'on' | 'select' | 'having' | 'other';

const FROM_WORDS = new Set(['from', 'join', 'lateral']);
/** PL/pgSQL's PERFORM is a SELECT. */
const COLUMN_CLAUSES = new Set(['select', 'perform', 'order']);
const OTHER_CLAUSES = new Set(
  'where group limit offset fetch window union intersect except returning set values into loop then else begin'.split(
    ' ',
  ),
);

type Opens = Pick<ReadonlySet<number>, 'has'>;

/** `callOpens` are the parentheses of our functions' calls. Answers by the index of the opening bracket. */
export function matchBrackets(tokens: readonly Token[], callOpens: Opens): ReadonlyMap<number, Bracket> {
  const matcher = new Matcher(tokens, callOpens);
  tokens.forEach((token, index) => matcher.take(token, index));
  matcher.giveUpAll(tokens.length);
  return matcher.brackets;
}

class Matcher {
  readonly brackets = new Map<number, Bracket>();
  private readonly stack: Frame[] = [];
  private openCalls = 0;
  private openSquares = 0;
  private outerClause: Clause = 'other';

  constructor(
    private readonly tokens: readonly Token[],
    private readonly callOpens: Opens,
  ) {}

  take(token: Token, index: number): void {
    if (token.kind === 'punctuation') this.takePunctuation(token.text, index);
    else if (token.kind === 'word') this.takeWord(index, token.word ?? '');
    else if (token.kind === 'metaCommand') this.takeWord(index, '');
  }

  giveUpAll(at: number): void {
    while (this.stack.length > 0) this.pop(at, false);
    this.outerClause = 'other';
  }

  private get top(): Frame | undefined {
    return this.stack.at(-1);
  }

  private takePunctuation(mark: string, index: number): void {
    if (mark === '(' || mark === '[') this.push(mark, index);
    else if (mark === ')') this.close('(', index);
    else if (mark === ']') this.close('[', index);
    else if (mark === ';') this.giveUpAll(index);
    else if (mark === ',') this.takeComma(index);
  }

  private takeComma(index: number): void {
    if (this.clause === 'on') this.clause = 'from';
    const frame = this.top;
    if (frame?.orderBy === undefined) frame?.commas.push(index);
    else frame.sortKeys++;
  }

  private push(mark: string, index: number): void {
    const kind = mark === '[' ? 'expression' : this.frameKind(index);
    if (kind === 'call') this.openCalls++;
    if (mark === '[') this.openSquares++;
    const outerClause = this.clause;
    const clause = this.innerClause(kind, outerClause, index);
    this.stack.push({
      kind,
      open: index,
      mark,
      commas: [],
      outerClause,
      orderBy: undefined,
      sortKeys: 0,
      cases: 0,
      clause,
    });
  }

  private innerClause(kind: FrameKind, outer: Clause, index: number): Clause {
    if (outer === 'from') return this.opensJoin(index) ? 'from' : 'other';
    return kind === 'query' || outer === 'on' ? 'other' : outer;
  }

  private frameKind(index: number): FrameKind {
    if (this.callOpens.has(index)) return 'call';
    if (QUERIES.has(wordOf(this.tokens[index + 1]) ?? '')) return 'query';
    const before = wordOf(this.tokens[index - 1]) ?? '';
    if (CLAUSES_OF_CALLS.has(before)) return 'query';
    return SPECIAL_SYNTAX.has(before) ? 'special' : 'expression';
  }

  /** `FROM (a JOIN b …)`, not the list of columns behind an alias. */
  private opensJoin(index: number): boolean {
    const before = this.tokens[index - 1];
    return FROM_WORDS.has(wordOf(before) ?? '') || isMark(before, '(') || isMark(before, ',');
  }

  /** A bracket of the other kind that stands open inside is given up; one that nothing opened means nothing. */
  private close(mark: string, index: number): void {
    const open = mark === '[' ? this.openSquares : this.stack.length - this.openSquares;
    if (open === 0) return;
    while (this.top && this.top.mark !== mark) this.pop(index, false);
    this.pop(index, true);
  }

  private pop(close: number, closed: boolean): void {
    const frame = this.stack.pop();
    if (!frame) return;
    if (frame.kind === 'call') this.openCalls--;
    if (frame.mark === '[') this.openSquares--;
    const { open, commas, orderBy, sortKeys, outerClause } = frame;
    this.brackets.set(open, { open, close, closed, commas, orderBy, sortKeys, clause: outerClause });
  }

  private takeWord(index: number, word: string): void {
    if (this.openCalls > 0) this.giveUpAt(index, word);
    const frame = this.top;
    if (frame) {
      if (word === 'case') frame.cases++;
      else if (word === 'end' && frame.cases > 0) frame.cases--;
      else if (word === 'order' && this.isOrderBy(frame, index)) {
        frame.orderBy = index;
        frame.sortKeys = 1;
      }
    }
    this.takeClause(index, word);
  }

  private isOrderBy(frame: Frame, index: number): boolean {
    return (frame.kind === 'call' || frame.kind === 'expression') && wordOf(this.tokens[index + 1]) === 'by';
  }

  /** Gives up the calls that the word at `index` can't stand in, and what is open inside of them. */
  private giveUpAt(index: number, word: string): void {
    for (let top = this.top; top && this.openCalls > 0; top = this.top) {
      if (top.kind === 'query' || !this.ends(top, index)) return;
      if (this.combinesQueries(top, index, word)) return;
      this.pop(index, false);
    }
  }

  private ends(frame: Frame, index: number): boolean {
    if (frame.kind === 'special') return endsSpecialSyntax(this.tokens, index);
    return endsExpression(this.tokens, index, frame.cases > 0);
  }

  /** `((SELECT …) UNION SELECT …)`: a parenthesis that turns out to hold a query. */
  private combinesQueries(frame: Frame, index: number, word: string): boolean {
    const combines = word === 'union' || word === 'intersect' || word === 'except';
    if (!combines || frame.kind === 'call' || !isMark(this.tokens[index - 1], ')')) return false;
    frame.kind = 'query';
    return true;
  }

  private get clause(): Clause {
    return this.top?.clause ?? this.outerClause;
  }

  private set clause(clause: Clause) {
    if (this.top) this.top.clause = clause;
    else this.outerClause = clause;
  }

  private takeClause(index: number, word: string): void {
    if (this.top?.kind === 'special') return;
    if (word === 'from' && wordOf(this.tokens[index - 1]) === 'distinct' && this.isDistinctFrom(index))
      return;
    if (FROM_WORDS.has(word)) this.clause = 'from';
    else if (COLUMN_CLAUSES.has(word)) this.clause = 'select';
    else if (word === 'having') this.clause = 'having';
    else if (word === 'on' && this.clause === 'from') this.clause = 'on';
    else if (OTHER_CLAUSES.has(word)) this.clause = 'other';
  }

  private isDistinctFrom(index: number): boolean {
    const before = wordOf(this.tokens[index - 2]);
    return before === 'is' || before === 'not';
  }
}
