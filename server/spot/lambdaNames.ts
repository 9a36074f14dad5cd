/** The Lambda functions that the calls of a document name in literals. */
import { findPart, parseFunctionReference, type FunctionReference } from '../../core/arn/functionReference';
import type { CallSite, Expression } from '../../core/calls/model';
import { LAMBDA_ARN_TYPE } from '../../core/catalog/invoke';
import { arnPart } from '../../core/catalog/lambdaArn';
import type { Span } from '../../core/span';
import { hasHole } from '../../core/sql/holes';
import { parseString, type StringValue } from '../../core/sql/strings';
import type { SqlDocument } from '../../core/sql/document';
import { chunksIn, keepOfCalls, moveSpan, type DocumentCall } from './documentCalls';
import { identify, type LambdaIdentity } from './lambdaIdentity';
import { contains, indexOfTokenAt } from './place';
import { possibleSeats } from './seats';

export interface LambdaName extends LambdaIdentity {
  readonly reference: FunctionReference;
  /** The name alone, in the document. */
  readonly span: Span;
  /** All that stands between the quotes, in the document. */
  readonly literalSpan: Span;
}

/** In the order of the text; of the statements that touch the span, where one is given. */
export function findLambdaNames(document: SqlDocument, span?: Span): readonly LambdaName[] {
  return chunksIn(document, span).flatMap((chunkIndex) => {
    const chunk = document.chunks[chunkIndex];
    const base = document.offsetOf(chunkIndex);
    return chunk ? namesOfChunk(document, chunk).map((name) => moveName(name, base)) : [];
  });
}

const namesOfChunk = keepOfCalls((calls) => calls.flatMap((call) => readLambdaName(call) ?? []));

function moveName(name: LambdaName, base: number): LambdaName {
  return { ...name, span: moveSpan(name.span, base), literalSpan: moveSpan(name.literalSpan, base) };
}

/** The one whose literal the offset stands in. */
export function findLambdaNameAt(document: SqlDocument, offset: number): LambdaName | undefined {
  const near = { start: Math.max(offset - 1, 0), end: offset };
  return findLambdaNames(document, near).find(({ literalSpan }) => contains(literalSpan, offset));
}

/** The function that the call's own literal names. */
export function readLambdaName({ call, toDocument }: DocumentCall): LambdaName | undefined {
  const index = call.arguments.findIndex((_, at) => isFunctionName(call, at));
  const argument = call.arguments[index]?.value;
  const string = argument && (readLiteral(argument) ?? readTemplate(call, argument));
  if (!string) return undefined;
  const { value, offsetAt } = string;
  const reference = parseFunctionReference(value);
  const part = findPart(reference, 'functionName');
  // Where a program puts in the name, nobody knows it.
  if (!part || part.text === '' || hasHole(part.text)) return undefined;
  const toSpan = ({ start, end }: Span): Span => toDocument({ start: offsetAt(start), end: offsetAt(end) });
  const literalSpan = toSpan({ start: 0, end: value.length });
  const identity = identify(part.text, reference, readRegion(call));
  return { ...identity, reference, span: toSpan(part.span), literalSpan };
}

function readLiteral({ literal }: Expression): StringValue | undefined {
  return literal?.cast === LAMBDA_ARN_TYPE ? undefined : literal?.string;
}

/** A literal in which a program puts something: no value is known of it, and yet its name may stand there. */
function readTemplate(
  { fragment: { tokens } }: CallSite,
  { span, literal }: Expression,
): StringValue | undefined {
  const first = tokens[indexOfTokenAt(tokens, span.start)];
  const isAlone = first?.kind === 'string' && first.start === span.start && first.end === span.end;
  return isAlone && !literal && hasHole(first.text) ? parseString(first) : undefined;
}

function isFunctionName(call: CallSite, index: number): boolean {
  return possibleSeats(call, index).some(({ meaning }) => meaning === 'functionName');
}

/** What the literal in the Region's seat says. */
function readRegion(call: CallSite): string | undefined {
  const { pattern } = arnPart('region');
  const index = call.arguments.findIndex(
    ({ value }, at) =>
      pattern.test(value.literal?.string.value ?? '') && possibleSeats(call, at)[0]?.meaning === 'region',
  );
  return call.arguments[index]?.value.literal?.string.value;
}

/** The function that a call invokes, where its own literal or that of a call inside of it tells. */
export function findInvoked(outer: DocumentCall): LambdaName | undefined {
  const own = readLambdaName(outer);
  const inner = outer.call.arguments.find(({ value }) => value.call)?.value.call;
  return own ?? (inner && readLambdaName({ ...outer, call: inner }));
}
