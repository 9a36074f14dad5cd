/** Where the psql variables of a document are set and used. A name means one variable in the whole script. */
import { findAllDefinitions, findDefinition, type PsqlDefinition } from '../../core/psqlVariables';
import { findVariableUses } from '../../core/psqlVariableUses';
import type { Span } from '../../core/span';
import type { SqlDocument } from '../../core/sql/document';
import { moveSpan } from './documentCalls';
import { contains } from './place';

export interface VariablePlace {
  readonly name: string;
  readonly chunkIndex: number;
  /** Of the name, in the document. */
  readonly span: Span;
  /** What it sets; undefined where it is used. */
  readonly definition?: PsqlDefinition;
}

/** The place that an offset stands on. */
export function findVariableAt(document: SqlDocument, offset: number): VariablePlace | undefined {
  const last = document.indexAt(offset);
  const chunks = document.offsetOf(last) === offset ? [last - 1, last] : [last];
  const used = chunks.flatMap((chunkIndex) => usesIn(document, chunkIndex));
  const onUse = used.find(({ span }) => contains(span, offset));
  return onUse ?? setPlaces(document).find(({ span }) => contains(span, offset));
}

/** All places of one name, in the order of the text. */
export function findVariablePlaces(document: SqlDocument, name: string): readonly VariablePlace[] {
  const used = document.chunks.flatMap((chunk, chunkIndex) =>
    chunk.text.includes(name) ? usesIn(document, chunkIndex) : [],
  );
  return [...setPlaces(document), ...used]
    .filter((place) => place.name === name)
    .sort((a, b) => a.span.start - b.span.start);
}

/** What gives the variable its value at a place: itself, or what sets it last before. */
export function findSource(document: SqlDocument, place: VariablePlace): PsqlDefinition | undefined {
  return place.definition ?? findDefinition(document, place.chunkIndex, place.name);
}

function usesIn(document: SqlDocument, chunkIndex: number): readonly VariablePlace[] {
  const chunk = document.chunks[chunkIndex];
  const base = document.offsetOf(chunkIndex);
  return (chunk ? findVariableUses(chunk) : []).map(({ name, span }) => ({
    name,
    chunkIndex,
    span: moveSpan(span, base),
  }));
}

function setPlaces(document: SqlDocument): readonly VariablePlace[] {
  return findAllDefinitions(document).flatMap((definition) => {
    const { name, chunkIndex, nameSpan } = definition;
    return nameSpan ? [{ name, chunkIndex, span: nameSpan, definition }] : [];
  });
}

/** Of the command's name, with its backslash: where no name is written, for instance at `SELECT f() \gset`. */
export function commandSpan({ offset, command }: PsqlDefinition): Span {
  return { start: offset, end: offset + command.length + 1 };
}
