/** What the queries of a fragment look like before anything in them is typed. All numbers are indices of tokens. */

/**
 * `target`: what a data-modifying statement changes · `from`: where rows come from, USING of DELETE and MERGE
 * included · `matched`, `source`, `target only`: behind WHEN of MERGE, by what is known there · `tail`: ORDER BY and
 * LIMIT · `into`: PL/pgSQL's targets.
 */
export type Clause =
  | 'select'
  | 'into'
  | 'from'
  | 'where'
  | 'tail'
  | 'target'
  | 'set'
  | 'on'
  | 'matched'
  | 'source'
  | 'target only'
  | 'conflict'
  | 'returning'
  | 'values';

export interface Region {
  readonly start: number;
  readonly end: number;
  readonly clause: Clause;
  readonly arm: Arm;
}

/** One SELECT, VALUES, TABLE or parenthesized query; or INSERT, UPDATE, DELETE, MERGE. */
export interface Arm {
  readonly kind: 'select' | 'values' | 'table' | 'nested' | 'insert' | 'update' | 'delete' | 'merge';
  readonly start: number;
  readonly statement: Statement;
  readonly regions: Region[];
  /** What combines it with the arm before it. */
  readonly operator: 'union' | 'intersect' | 'except' | undefined;
}

export interface Cte {
  readonly name: string;
  readonly columnNames: readonly string[];
  /** The parenthesis of its query. */
  readonly open: number;
  /** Its name. */
  readonly start: number;
  /** SEARCH and CYCLE add columns to it. */
  readonly extended: boolean;
}

export interface Statement {
  readonly start: number;
  /** Where it ends: behind its last token. */
  end: number;
  readonly ctes: Cte[];
  recursive: boolean;
  /** The arms of its query, or of the query that an INSERT takes its rows from. */
  readonly arms: Arm[];
  /** INSERT, UPDATE, DELETE or MERGE. */
  dml: Arm | undefined;
}

/** What stands between two parentheses, or in the whole fragment: several statements in a PL/pgSQL body. */
export interface Level {
  readonly statements: readonly Statement[];
  /** In the order of the text. */
  readonly regions: readonly Region[];
}

/** The tokens that a clause of an arm holds; INTO may cut it in two. */
export function regionsOf(arm: Arm, clause: Clause): readonly Region[] {
  return arm.regions.filter((region) => region.clause === clause && region.start < region.end);
}

/** The region that a token of the level stands in. */
export function findRegion({ regions }: Level, index: number): Region | undefined {
  let low = 0;
  let high = regions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((regions[middle]?.end ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  const region = regions[low];
  return region && region.start <= index ? region : undefined;
}

/** The statement whose tokens these are, WITH included. */
export function findStatement({ statements }: Level, index: number): Statement | undefined {
  return statements.find(({ start, end }) => start <= index && index < end);
}
