import type { SelectionRange } from 'vscode-languageserver-types';
import { analyzeChunk } from '../../core/analysis';
import type { CallSite } from '../../core/calls/model';
import type { Span } from '../../core/span';
import type { Chunk } from '../../core/sql/chunk';
import type { SqlDocument } from '../../core/sql/document';
import { outerSpan, type Fragment } from '../../core/sql/fragment';
import { findQueryAround } from '../../core/sql/query';
import { parseString } from '../../core/sql/strings';
import type { Token } from '../../core/sql/tokens';
import { toRange } from '../documents/ranges';
import { moveSpan } from '../spot/documentCalls';
import { contains, findInnermost, tokenUnder } from '../spot/place';

/**
 * What grows round an offset, innermost first: a literal's content, the literal, the argument, the arguments, the
 * call, the query, the body with all of that round it again, the statement, the text.
 */
export function selectionRange(document: SqlDocument, offset: number): SelectionRange {
  const index = document.indexAt(offset);
  const chunk = document.chunks[index];
  const base = document.offsetOf(index);
  const inStatement = chunk ? spansAround(chunk, offset - base).map((span) => moveSpan(span, base)) : [];
  const whole = { start: 0, end: document.length };
  const growing = [...inStatement, whole]
    .filter((span) => contains(span, offset))
    .sort((a, b) => length(a) - length(b))
    .reduce<readonly Span[]>(grow, []);
  const selection = growing.reduceRight<SelectionRange | undefined>(
    (parent, span) => ({ range: toRange(document, span), ...(parent && { parent }) }),
    undefined,
  );
  return selection ?? { range: toRange(document, whole) };
}

function length({ start, end }: Span): number {
  return end - start;
}

/** Adds a span that holds the ones before and is longer; where strings make one text, spans of it may meet otherwise. */
function grow(growing: readonly Span[], span: Span): readonly Span[] {
  const last = growing.at(-1);
  if (!last) return [span];
  const holds = span.start <= last.start && last.end <= span.end && length(last) < length(span);
  return holds ? [...growing, span] : growing;
}

/** Spans of the chunk, in any order; also some that the offset is not in. */
function spansAround(chunk: Chunk, offset: number): readonly Span[] {
  const statement = { start: chunk.start, end: chunk.text.length };
  const { fragments, calls } = analyzeChunk(chunk);
  const innermost = findInnermost(fragments, offset);
  const spans = [statement];
  for (let fragment = innermost?.fragment; fragment; fragment = fragment.parent) {
    const at = fragment.inner(offset);
    if (at === undefined) continue;
    const own = calls.filter((call) => call.fragment === fragment);
    spans.push(...spansIn(fragment, own, at).map((span) => outerSpan(fragment, span)));
  }
  return spans;
}

function spansIn(
  { tokens, text, parent }: Fragment,
  calls: readonly CallSite[],
  at: number,
): readonly Span[] {
  const index = tokenUnder(tokens, at);
  const token = index === undefined ? undefined : tokens[index];
  const query = index === undefined ? undefined : findQueryAround(tokens, index);
  const first = query && tokens[query.start];
  const last = query && tokens[query.end - 1];
  return [
    ...(parent ? [{ start: 0, end: text.length }] : []),
    ...(token ? spansOfToken(token) : []),
    ...calls.filter(({ span }) => contains(span, at)).flatMap((call) => spansOfCall(call, at)),
    ...(first && last ? [{ start: first.start, end: last.end }] : []),
  ];
}

function spansOfToken(token: Token): readonly Span[] {
  if (token.kind !== 'string') return [token];
  const { value, offsetAt } = parseString(token);
  return [token, { start: offsetAt(0), end: offsetAt(value.length) }];
}

function spansOfCall(call: CallSite, at: number): readonly Span[] {
  const argument = call.arguments.find(({ span }) => contains(span, at));
  return [
    call.nameSpan,
    call.span,
    call.argumentsSpan,
    ...(argument ? [argument.span, argument.value.span] : []),
  ];
}
