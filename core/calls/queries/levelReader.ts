/** Cuts what stands between two parentheses into statements, their arms and clauses. */
import { isMark, wordOf } from '../../sql/cursor';
import { identifierName, type Token } from '../../sql/tokens';
import type { Bracket } from '../brackets';
import { readName } from '../names';
import { readCte } from './cteReader';
import { isReserved } from '../words';
import type { Arm, Clause, Level, Region, Statement } from './regions';

/** What UPDATE follows where it is no statement: FOR UPDATE, DO UPDATE, a trigger's events. */
const BEFORE_OTHER_UPDATE = new Set(['for', 'do', 'key', 'on', 'before', 'after', 'or', 'of', 'grant']);
/** WITH NO DATA, WITH CHECK OPTION: the end of a view's query. */
const BEHIND_QUERIES = new Set(['no', 'data', 'check', 'cascaded', 'local']);
const LOCKS = new Set(['update', 'no', 'share', 'key']);

/** Clauses by the word that begins them; of words with several meanings `clauseAt` decides. */
const SELECT_CLAUSES: ReadonlyMap<string, Clause> = new Map<string, Clause>([
  ['from', 'from'],
  ...['where', 'group', 'having', 'window'].map((word) => [word, 'where'] as const),
  // RETURNING: of what JSON_ARRAY makes of the query.
  ...['order', 'limit', 'offset', 'fetch', 'for', 'returning'].map((word) => [word, 'tail'] as const),
]);
const CHANGE_CLAUSES: ReadonlyMap<string, Clause> = new Map<string, Clause>([
  ['set', 'set'],
  ['from', 'from'],
  ['using', 'from'],
  ['where', 'where'],
  ['on', 'conflict'],
  ['returning', 'returning'],
]);

export function readLevel(
  tokens: readonly Token[],
  brackets: ReadonlyMap<number, Bracket>,
  from: number,
  to: number,
): Level {
  return new LevelReader(tokens, brackets, from, to).read();
}

type Operator = NonNullable<Arm['operator']>;

class LevelReader {
  private readonly statements: Statement[] = [];
  private readonly regions: Region[] = [];
  private statement: Statement | undefined;
  private arm: Arm | undefined;
  private clause: Clause = 'select';
  private regionStart = 0;
  /** A set operation that waits for its right arm. */
  private operator: Operator | undefined;
  /** A parenthesis that may turn out to be an arm. */
  private nested: number | undefined;
  private cases = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly brackets: ReadonlyMap<number, Bracket>,
    private readonly from: number,
    private readonly to: number,
  ) {}

  read(): Level {
    for (let at = this.from; at < this.to; at++) at = this.take(at);
    this.endStatement(this.to);
    return { statements: this.statements, regions: this.regions };
  }

  /** Gives the last token that it has taken. */
  private take(at: number): number {
    const token = this.tokens[at];
    if (isMark(token, '(') || isMark(token, '[')) return this.takeBracket(at);
    if (isMark(token, ';')) this.endStatement(at);
    const word = wordOf(token);
    return word === undefined ? at : this.takeWord(word, at);
  }

  private takeBracket(at: number): number {
    const close = this.brackets.get(at)?.close ?? this.to;
    const isArm = this.operator !== undefined || (!this.statement && this.isAtStart(at));
    if (isArm && isMark(this.tokens[at], '(')) {
      if (this.operator) this.startArm('nested', at, close + 1);
      else this.nested = at;
    }
    return Math.max(at, Math.min(close, this.to));
  }

  private isAtStart(at: number): boolean {
    return at === this.from || isMark(this.tokens[at - 1], ';');
  }

  private takeWord(word: string, at: number): number {
    const next = wordOf(this.tokens[at + 1]);
    // MERGE holds INSERT, UPDATE and DELETE that are no statements.
    if (this.arm?.kind === 'merge' && word !== 'loop') return this.takeClauseWord(word, at);
    switch (word) {
      case 'loop':
        this.endStatement(at);
        return at;
      case 'with':
        return this.takeWith(at);
      case 'select':
      case 'perform':
        return this.startQuery('select', at);
      case 'values':
        return isMark(this.tokens[at + 1], '(') && this.awaitsQuery(at) ? this.startQuery('values', at) : at;
      case 'table':
        return this.operator || at === this.from ? this.startQuery('table', at) : at;
      case 'insert':
      case 'merge':
        return next === 'into' ? this.startChange(word, at, at + 2) : at;
      case 'delete':
        return next === 'from' ? this.startChange(word, at, at + 2) : at;
      case 'update':
        return this.isUpdate(at) ? this.startChange(word, at, at + 1) : at;
      case 'union':
      case 'intersect':
      case 'except':
        return this.combine(word, at);
      default:
        return this.takeClauseWord(word, at);
    }
  }

  private isUpdate(at: number): boolean {
    const before = wordOf(this.tokens[at - 1]) ?? '';
    return !BEFORE_OTHER_UPDATE.has(before) && identifierName(this.tokens[at + 1] ?? NO_TOKEN) !== undefined;
  }

  /** VALUES is an expression's word nowhere; it is a column's name, though. */
  private awaitsQuery(at: number): boolean {
    const isQuery = this.operator !== undefined || this.arm?.kind === 'insert' || this.isAtStart(at);
    return isQuery || (this.statement !== undefined && !this.arm) || wordOf(this.tokens[at - 1]) === 'as';
  }

  private takeWith(at: number): number {
    const recursive = wordOf(this.tokens[at + 1]) === 'recursive';
    const first = readCte(this.tokens, this.brackets, at + (recursive ? 2 : 1));
    if (!first && BEHIND_QUERIES.has(wordOf(this.tokens[at + 1]) ?? '')) this.endStatement(at);
    if (!first || first.next > this.to) return at;
    const isInsert = this.arm?.kind === 'insert' && this.statement?.arms.length === 0;
    if (!isInsert) {
      this.endStatement(at);
      this.startStatement(at);
    }
    const { statement } = this;
    if (!statement) return at;
    statement.recursive ||= recursive;
    let read: ReturnType<typeof readCte> = first;
    let next = at;
    while (read) {
      statement.ctes.push(read.cte);
      next = read.next;
      read = isMark(this.tokens[next], ',') ? readCte(this.tokens, this.brackets, next + 1) : undefined;
    }
    return next - 1;
  }

  private startQuery(kind: 'select' | 'values' | 'table', at: number): number {
    const { statement, arm } = this;
    const goesOn =
      statement &&
      (this.operator !== undefined || !arm || (arm.kind === 'insert' && statement.arms.length === 0));
    if (!goesOn) this.endStatement(at);
    this.startArm(kind, at, at + 1);
    return at;
  }

  private startChange(kind: 'insert' | 'update' | 'delete' | 'merge', at: number, behind: number): number {
    if (this.arm) this.endStatement(at);
    this.startArm(kind, at, behind);
    return behind - 1;
  }

  private startArm(kind: Arm['kind'], at: number, behind: number): void {
    this.endRegion(at);
    const statement = this.statement ?? this.startStatement(at);
    const arm: Arm = { kind, start: at, statement, regions: [], operator: this.operator };
    this.operator = undefined;
    this.nested = undefined;
    this.arm = arm;
    const isQuery = kind === 'select' || kind === 'values' || kind === 'table' || kind === 'nested';
    if (isQuery) statement.arms.push(arm);
    else statement.dml = arm;
    this.cases = 0;
    this.startRegion(kind === 'values' ? 'values' : isQuery ? 'select' : 'target', behind);
  }

  /** `(SELECT …) UNION …`: what stood in parentheses is the first arm. */
  private combine(operator: Operator, at: number): number {
    if (!this.arm && this.nested !== undefined) {
      this.startArm('nested', this.nested, at);
    }
    if (!this.arm) return at;
    this.endRegion(at);
    this.operator = operator;
    const next = wordOf(this.tokens[at + 1]);
    return next === 'all' || next === 'distinct' ? at + 1 : at;
  }

  private takeClauseWord(word: string, at: number): number {
    const { arm } = this;
    if (!arm || this.operator) return at;
    if (word === 'case') this.cases++;
    else if (word === 'end' && this.cases > 0) this.cases--;
    else if (word === 'into') return this.takeInto(at);
    const { dml } = arm.statement;
    const isOfChange = dml !== undefined && this.isOfChange(dml, word, at);
    const clause = isOfChange ? CHANGE_CLAUSES.get(word) : this.clauseAt(arm, word, at);
    if (!clause) return at;
    this.endRegion(at);
    this.arm = isOfChange ? dml : arm;
    this.startRegion(clause, at + 1);
    return at;
  }

  /** What ends the query of an INSERT. */
  private isOfChange(dml: Arm, word: string, at: number): boolean {
    const isConflict = word === 'on' && wordOf(this.tokens[at + 1]) === 'conflict';
    return word === 'returning' || (isConflict && dml.kind === 'insert');
  }

  private clauseAt(arm: Arm, word: string, at: number): Clause | undefined {
    const next = wordOf(this.tokens[at + 1]) ?? '';
    const before = wordOf(this.tokens[at - 1]) ?? '';
    if (arm.kind === 'merge') return this.mergeClause(word, at);
    if (word === 'from' && (before === 'distinct' || before === 'rows')) return undefined;
    if (arm === arm.statement.dml) return word === 'on' ? undefined : CHANGE_CLAUSES.get(word);
    if ((word === 'group' && before === 'within') || (word === 'for' && !LOCKS.has(next))) return undefined;
    return SELECT_CLAUSES.get(word);
  }

  private mergeClause(word: string, at: number): Clause | undefined {
    if (word === 'using') return 'from';
    if (word === 'on' && this.clause === 'from') return 'on';
    if (word === 'returning') return 'returning';
    if (word !== 'when' || this.cases > 0) return undefined;
    const words = [1, 2, 3, 4].map((distance) => wordOf(this.tokens[at + distance]));
    if (words[0] === 'matched') return 'matched';
    return words[2] === 'by' && words[3] === 'source' ? 'target only' : 'source';
  }

  /** `INTO a, b`, where what is selected may go on. */
  private takeInto(at: number): number {
    const resumed = this.clause;
    this.endRegion(at);
    this.startRegion('into', at + 1);
    let next = wordOf(this.tokens[at + 1]) === 'strict' ? at + 2 : at + 1;
    for (;;) {
      const named = readName(this.tokens, next);
      if (!named || isReserved(named.token)) break;
      next = named.next;
      if (!isMark(this.tokens[next], '.') && !isMark(this.tokens[next], ',')) break;
      next++;
    }
    this.endRegion(next);
    this.startRegion(resumed, next);
    return next - 1;
  }

  private startStatement(at: number): Statement {
    const statement: Statement = {
      start: at,
      end: this.to,
      ctes: [],
      recursive: false,
      arms: [],
      dml: undefined,
    };
    this.statements.push(statement);
    this.statement = statement;
    return statement;
  }

  private endStatement(at: number): void {
    this.endRegion(at);
    if (this.statement) this.statement.end = at;
    this.statement = undefined;
    this.arm = undefined;
    this.operator = undefined;
    this.nested = undefined;
  }

  private startRegion(clause: Clause, at: number): void {
    this.clause = clause;
    this.regionStart = at;
  }

  private endRegion(at: number): void {
    const { arm, clause, regionStart } = this;
    if (arm && !this.operator && regionStart <= at) {
      const region: Region = { start: regionStart, end: at, clause, arm };
      arm.regions.push(region);
      this.regions.push(region);
    }
    this.regionStart = at;
  }
}

const NO_TOKEN: Token = { kind: 'junk', start: 0, end: 0, closed: true, text: '', word: undefined };
