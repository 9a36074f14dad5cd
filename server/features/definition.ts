import type { Range } from 'vscode-languageserver-types';
import type { SqlDocument } from '../../core/sql/document';
import { findDeclaration } from '../../core/sql/declarationPlaces';
import { outerSpan } from '../../core/sql/fragment';
import { identifierName, type Token } from '../../core/sql/tokens';
import { toRange } from '../documents/ranges';
import { moveSpan } from '../spot/documentCalls';
import { findLambdaNameAt } from '../spot/lambdaNames';
import { contains, findPlace, indexOfTokenAt } from '../spot/place';
import { commandSpan, findSource, findVariableAt } from '../spot/psqlVariablePlaces';
import { findRoutineCall } from '../spot/routineCall';
import { argumentIndexAt, callAround } from '../spot/seats';

/** Where something under the cursor comes from. */
export type Definition =
  | { readonly kind: 'place'; readonly range: Range }
  /** The handler of a Lambda function, to be looked up among the user's files. */
  | { readonly kind: 'handler'; readonly functionName: string }
  /** A routine, by its name as PostgreSQL folds it, to be looked up in the workspace. */
  | { readonly kind: 'routine'; readonly name: string };

/**
 * Of a psql variable, of a PL/pgSQL variable or parameter in an argument, of a Lambda function's name, and of a
 * routine that is called.
 */
export function definition(document: SqlDocument, offset: number): Definition | undefined {
  return (
    definitionOfPsqlVariable(document, offset) ??
    definitionOfVariable(document, offset) ??
    definitionOfFunction(document, offset) ??
    definitionOfRoutine(document, offset)
  );
}

function definitionOfPsqlVariable(document: SqlDocument, offset: number): Definition | undefined {
  const place = findVariableAt(document, offset);
  const source = place && findSource(document, place);
  if (!source) return undefined;
  const range = toRange(document, source.nameSpan ?? commandSpan(source));
  return { kind: 'place', range };
}

function definitionOfVariable(document: SqlDocument, offset: number): Definition | undefined {
  const place = findPlace(document, offset);
  const token = place && findNameUnder(place.fragment.tokens, place.at);
  const name = token && identifierName(token);
  const call = token && place && callAround(place.calls, token.start);
  if (!place || !call || name === undefined) return undefined;
  if (call.arguments[argumentIndexAt(call, token.start)]?.nameSpan?.start === token.start) return undefined;
  const declared = findDeclaration(place.fragment, name, token.start);
  if (!declared) return undefined;
  const inStatement = outerSpan(declared.fragment, declared.token);
  const span = moveSpan(inStatement, document.offsetOf(place.chunkIndex));
  return { kind: 'place', range: toRange(document, span) };
}

/** The name on the offset, else the one that ends at it. */
function findNameUnder(tokens: readonly Token[], offset: number): Token | undefined {
  const index = indexOfTokenAt(tokens, offset);
  const touching = [tokens[index], tokens[index - 1]].filter((token) => token && contains(token, offset));
  return touching.find((token) => token && identifierName(token) !== undefined);
}

function definitionOfFunction(document: SqlDocument, offset: number): Definition | undefined {
  const found = findLambdaNameAt(document, offset);
  return found && { kind: 'handler', functionName: found.name };
}

function definitionOfRoutine(document: SqlDocument, offset: number): Definition | undefined {
  const name = findRoutineCall(document, offset);
  return name === undefined ? undefined : { kind: 'routine', name };
}
