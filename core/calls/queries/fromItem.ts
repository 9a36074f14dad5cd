/** An item of FROM, before anything in it is typed. All numbers are indices of tokens. */
import type { QualifiedName } from '../../schema/model';

export interface Placed {
  readonly start: number;
  readonly end: number;
  /** What it goes by in the query. */
  readonly alias: string | undefined;
  /** Behind the alias. */
  readonly columnNames: readonly string[];
}

export interface TableItem extends Placed {
  readonly kind: 'table';
  readonly name: QualifiedName;
}

export interface QueryItem extends Placed {
  readonly kind: 'query';
  /** The parenthesis. */
  readonly open: number;
  readonly lateral: boolean;
}

export interface FunctionItem extends Placed {
  readonly kind: 'function';
  /** The first token of its name, and its parenthesis. */
  readonly name: number;
  readonly open: number;
  /** The parenthesis of `AS t (a int, b text)`. */
  readonly definitions: number | undefined;
  readonly ordinality: boolean;
}

export interface JoinItem extends Placed {
  readonly kind: 'join';
  readonly left: FromItem;
  readonly right: FromItem;
  /** Columns that both sides have, which then are one; `natural`: all that both have. */
  readonly using: readonly string[] | 'natural';
  readonly on: { readonly start: number; readonly end: number } | undefined;
}

/** ROWS FROM, XMLTABLE, JSON_TABLE, which see what stands to their left. */
export interface SpecialItem extends Placed {
  readonly kind: 'special';
  readonly word: 'rows' | 'xmltable' | 'json_table';
  /** The parenthesis. */
  readonly open: number;
  readonly ordinality: boolean;
}

export type FromItem =
  | TableItem
  | QueryItem
  | FunctionItem
  | JoinItem
  | SpecialItem
  /** What can't be read. */
  | (Placed & { readonly kind: 'unknown' });
