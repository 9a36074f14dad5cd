/**
 * What SQL scripts declare: tables, types, routines, triggers. Plain data, to be sent between processes. Types are
 * kept as SQL spells them; `''` stands for one that the text does not tell.
 */

/** A name as PostgreSQL folds it, with its schema where that is written or set by SET search_path. */
export interface QualifiedName {
  readonly schema?: string;
  readonly name: string;
}

export interface DeclaredColumn {
  readonly name: string;
  /** As SQL spells it: `varchar(10)`, `app.mood[]`. */
  readonly type: string;
}

/** A table, view or composite type, as its CREATE has it. */
export interface RelationDeclaration {
  readonly kind: 'relation';
  readonly name: QualifiedName;
  /** A composite type has no rows, a view's columns may follow from its query. */
  readonly is: 'table' | 'view' | 'composite';
  /** Known to the session that creates it alone. */
  readonly temporary: boolean;
  readonly columns: readonly DeclaredColumn[];
  /** Relations whose columns it has as well: INHERITS, LIKE, OF, PARTITION OF, and the former name of a renamed one. */
  readonly bases: readonly QualifiedName[];
  /** The query that a view, or a table AS, takes its columns from; `columns` then holds names alone, if any. */
  readonly query?: string;
}

/** What ALTER TABLE or ALTER TYPE does to columns; which come first, scripts of a folder don't tell. */
export interface ColumnsDeclaration {
  readonly kind: 'columns';
  readonly name: QualifiedName;
  readonly added: readonly DeclaredColumn[];
  /** Columns that have another type from then on, or that are gone. */
  readonly changed: readonly DeclaredColumn[];
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

export interface TypeDeclaration {
  readonly kind: 'type';
  readonly name: QualifiedName;
  readonly is: 'enum' | 'domain' | 'other';
  /** The type under a domain. */
  readonly base: string;
}

export interface DeclaredParameter {
  /** `''` without a name. */
  readonly name: string;
  readonly mode: 'in' | 'out' | 'inout' | 'variadic' | 'table';
  readonly type: string;
  readonly hasDefault: boolean;
}

export interface RoutineDeclaration {
  readonly kind: 'routine';
  readonly name: QualifiedName;
  readonly is: 'function' | 'procedure' | 'aggregate';
  readonly parameters: readonly DeclaredParameter[];
  /** What RETURNS says, without SETOF; `''` where parameters say it, or nothing does. */
  readonly returns: string;
  readonly returnsSet: boolean;
}

export interface TriggerDeclaration {
  readonly kind: 'trigger';
  readonly table: QualifiedName;
  readonly routine: QualifiedName;
}

/** CREATE CAST … AS IMPLICIT: PostgreSQL then takes arguments that it otherwise refuses. */
export interface CastDeclaration {
  readonly kind: 'cast';
  /** From one to the other. */
  readonly types: readonly [source: string, target: string];
}

export type Declaration =
  | RelationDeclaration
  | ColumnsDeclaration
  | TypeDeclaration
  | RoutineDeclaration
  | TriggerDeclaration
  | CastDeclaration;

/** All that one script, or several, declare. Two declarations of one name stand side by side. */
export interface DeclaredSchema {
  readonly declarations: readonly Declaration[];
  /** Those of them that are casts, where that is known without reading the others. */
  readonly casts?: readonly CastDeclaration[];
  /** Those of them that bear a name, as `Declared` has it, where that is known without reading the others. */
  named?(name: string): readonly Declaration[];
}

export const EMPTY_SCHEMA: DeclaredSchema = { declarations: [] };
