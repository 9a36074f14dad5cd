/** What the parts of name resolution ask of each other. All numbers are indices of tokens. */
import type { Declared } from '../../schema/declared';
import type { QualifiedName } from '../../schema/model';
import type { QueryOutput, Surroundings } from '../expressions/reader';
import type { FindType } from '../expressions/typeNames';
import type { Field } from '../expressions/typed';
import type { TypeId } from '../types/typeFacts';
import type { ColumnList, Namespace } from './columnLists';
import type { FromItem } from './fromItem';
import type { Level } from './regions';

export interface QueryContext {
  readonly surroundings: Surroundings;
  readonly declared: Declared;
  /** The parenthesis or bracket round a token; OUTERMOST where none stands. */
  readonly enclosing: (index: number) => number;
  /** What stands between a parenthesis and its other one; in the whole fragment for OUTERMOST. */
  readonly level: (open: number) => Level;
  /** Of the query in the parentheses; undefined where none can be read. */
  readonly output: (open: number) => QueryOutput | undefined;
  /** Of a CTE or relation, as the name means it where it stands, with the type of a row. */
  readonly relation: (name: QualifiedName, at: number) => RelationColumns | undefined;
  readonly namespace: (item: FromItem) => Namespace;
  /** All columns of the query's sources, or of the one that is named. */
  readonly star: (parts: readonly string[] | undefined, at: number) => ColumnList;
  /** Columns of a type that has some and says so. */
  readonly fieldsOf: (type: TypeId) => readonly Field[] | undefined;
  /** The same as a list; undefined where the type is none that a script declares with columns. */
  readonly columnsOfType: (type: TypeId) => ColumnList | undefined;
  readonly findType: FindType;
  /** Of a routine whose body stands in no string: BEGIN ATOMIC, RETURN. */
  readonly parameters: () => ReadonlyMap<string, string>;
  /** Of a view's query, which stands elsewhere. */
  readonly viewColumns: (query: string) => ColumnList;
}

export interface RelationColumns {
  readonly list: ColumnList;
  readonly row: TypeId | undefined;
}

export const OUTERMOST = -1;
