import { DocumentHighlightKind, type DocumentHighlight, type Range } from 'vscode-languageserver-types';
import type { SqlDocument } from '../../core/sql/document';
import { toRange } from '../documents/ranges';
import { isSameFunction, type LambdaIdentity } from '../spot/lambdaIdentity';
import { findLambdaNameAt, findLambdaNames } from '../spot/lambdaNames';
import { findVariableAt, findVariablePlaces } from '../spot/psqlVariablePlaces';

/** What can be looked for: a psql variable, which ends with its script, or a Lambda function, which doesn't. */
export type Target =
  | { readonly kind: 'psqlVariable'; readonly name: string }
  /** Its qualifier may differ; so may account and Region where one of two texts leaves them out. */
  | { readonly kind: 'lambda'; readonly identity: LambdaIdentity };

/** What the cursor stands on, if it can be looked for. */
export function findTarget(document: SqlDocument, offset: number): Target | undefined {
  const variable = findVariableAt(document, offset);
  if (variable) return { kind: 'psqlVariable', name: variable.name };
  const lambda = findLambdaNameAt(document, offset);
  return lambda && { kind: 'lambda', identity: lambda };
}

/** Where a document has the target, in the order of the text; `declared`: also where a psql variable is set. */
export function references(document: SqlDocument, target: Target, declared: boolean): readonly Range[] {
  return placesOf(document, target)
    .filter(({ isSet }) => declared || !isSet)
    .map(({ span }) => toRange(document, span));
}

/** The same place and all others of the document, told apart by whether they set a variable. */
export function documentHighlights(document: SqlDocument, offset: number): readonly DocumentHighlight[] {
  const target = findTarget(document, offset);
  if (!target) return [];
  const { Read, Write, Text } = DocumentHighlightKind;
  return placesOf(document, target).map(({ span, isSet }) => ({
    range: toRange(document, span),
    kind: target.kind === 'lambda' ? Text : isSet ? Write : Read,
  }));
}

function placesOf(document: SqlDocument, target: Target) {
  if (target.kind === 'psqlVariable') {
    const places = findVariablePlaces(document, target.name);
    return places.map(({ span, definition }) => ({ span, isSet: definition !== undefined }));
  }
  const names = findLambdaNames(document).filter((found) => isSameFunction(found, target.identity));
  return names.map(({ span }) => ({ span, isSet: false }));
}
