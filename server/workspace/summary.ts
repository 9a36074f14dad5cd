/** What is kept of a file that is not open: where it names Lambda functions, not its text. */
import type { Range } from 'vscode-languageserver-types';
import { findIncludes, type Include } from '../../core/includes';
import { EMPTY_SCHEMA, type DeclaredSchema } from '../../core/schema/model';
import { mergeSchemas, readSchema } from '../../core/schema/readSchema';
import type { SqlDocument } from '../../core/sql/document';
import { readRoutineName } from '../../core/sql/routineName';
import { HostDocument } from '../documents/hostDocument';
import { toHostEdit, toHostRange, type HostPiece } from '../documents/hostPiece';
import { toRange } from '../documents/ranges';
import { findDocumentCalls, moveSpan } from '../spot/documentCalls';
import type { LambdaIdentity } from '../spot/lambdaIdentity';
import { findLambdaNames, type LambdaName } from '../spot/lambdaNames';

/** A literal that names a Lambda function. Ranges count in the file. */
export interface NameUse extends LambdaIdentity {
  /** Of the name alone. */
  readonly range: Range;
  /** All that stands between the quotes, as PostgreSQL reads it. */
  readonly literal: string;
  /** Another name can be written in its place. */
  readonly isWritable: boolean;
}

/** A function or procedure of the user's that calls one of ours. */
export interface RoutineSummary {
  readonly kind: 'function' | 'procedure';
  /** As PostgreSQL folds it, with its schema where that is written. */
  readonly name: string;
  /** Of the name. */
  readonly range: Range;
}

export interface FileSummary {
  readonly names: readonly NameUse[];
  readonly routines: readonly RoutineSummary[];
  readonly schema: DeclaredSchema;
  /** Of a script. */
  readonly includes: readonly Include[];
}

/** Of every file that holds nothing for us: one value, to be told by identity. */
export const NOTHING: FileSummary = { names: [], routines: [], schema: EMPTY_SCHEMA, includes: [] };

const known = new WeakMap<SqlDocument | HostDocument, FileSummary>();

/** Of a script, or of the SQL in a document of another language; kept as long as the document lives. */
export function summarize(document: SqlDocument | HostDocument): FileSummary {
  const before = known.get(document);
  if (before) return before;
  const found = document instanceof HostDocument ? summarizeHost(document) : summarizeScript(document);
  const { names, routines, schema, includes } = found;
  const summary =
    names.length + routines.length + schema.declarations.length + includes.length === 0 ? NOTHING : found;
  known.set(document, summary);
  return summary;
}

/** What a document declares, a value for each of its scripts. */
export function declaredSchemas(document: SqlDocument | HostDocument): readonly DeclaredSchema[] {
  return document instanceof HostDocument
    ? document.embedded.map((sql) => readSchema(sql.document))
    : [readSchema(document)];
}

function summarizeScript(document: SqlDocument): FileSummary {
  return {
    names: findLambdaNames(document).map((name) => toUse(name, toRange(document, name.span), true)),
    routines: findRoutines(document),
    schema: mergeSchemas(declaredSchemas(document)),
    includes: findIncludes(document),
  };
}

function summarizeHost(host: HostDocument): FileSummary {
  const parts = host.embedded.map((sql) => summarizePiece({ host, sql }));
  return {
    names: parts.flatMap(({ names }) => names),
    routines: parts.flatMap(({ routines }) => routines),
    schema: mergeSchemas(declaredSchemas(host)),
    includes: [],
  };
}

function summarizePiece(piece: HostPiece): Pick<FileSummary, 'names' | 'routines'> {
  const { document } = piece.sql;
  return {
    names: findLambdaNames(document).map((name) => {
      const range = toRange(document, name.span);
      const isWritable = toHostEdit(piece, { range, newText: name.name }) !== undefined;
      return toUse(name, toHostRange(piece, range), isWritable);
    }),
    routines: findRoutines(document).map((routine) => ({
      ...routine,
      range: toHostRange(piece, routine.range),
    })),
  };
}

function toUse(found: LambdaName, range: Range, isWritable: boolean): NameUse {
  const { name, account, region, reference } = found;
  return {
    name,
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
    range,
    literal: reference.text,
    isWritable,
  };
}

function findRoutines(document: SqlDocument): readonly RoutineSummary[] {
  const calling = new Set(findDocumentCalls(document).map(({ chunkIndex }) => chunkIndex));
  return [...calling].flatMap((index) => {
    const chunk = document.chunks[index];
    const routine = chunk && readRoutineName(chunk);
    if (!routine) return [];
    const { kind, name, span } = routine;
    return [{ kind, name, range: toRange(document, moveSpan(span, document.offsetOf(index))) }];
  });
}
