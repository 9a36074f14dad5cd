/** A call of aws_lambda.invoke with the values that its statement would be run with in place of `$1` and `:name`. */
import { analyzeChunk, createDocument } from '../../core/analysis';
import type { CallSite } from '../../core/calls/model';
import { INVOKE } from '../../core/catalog/invoke';
import type { Cell } from '../../core/invocation/outcome';
import { seatOf } from '../../core/calls/seat';
import type { Chunk } from '../../core/sql/chunk';
import { tokenize } from '../../core/sql/tokens';
import { expandVariable } from '../../cluster/psql/expand';
import { quoteLiteral, type Variables } from '../../cluster/psql/variables';

export interface NeededParameter {
  readonly number: number;
  /** As far as its place in the call tells. */
  readonly type: 'json' | 'text';
}

/** The parameters that stand in the call; none in one of a routine's body, where they are its own. */
export function findParameters(chunk: Chunk, call: CallSite): readonly NeededParameter[] {
  if (call.fragment.parent) return [];
  const found = new Map<number, NeededParameter>();
  for (const [index, { span }] of call.arguments.entries()) {
    const meaning = seatOf(call, index)?.meaning;
    for (const token of tokenize(chunk.text, chunk.options).significant) {
      if (token.kind !== 'parameter' || token.start < span.start || token.end > span.end) continue;
      const number = Number(token.text.slice(1));
      found.set(number, { number, type: meaning === 'payload' || meaning === 'context' ? 'json' : 'text' });
    }
  }
  return [...found.values()].sort((one, other) => one.number - other.number);
}

/** The call as it would be sent; undefined where the values make something else of it. */
export function fillCall(
  chunk: Chunk,
  call: CallSite,
  values: ReadonlyMap<number, Cell>,
  variables: Variables,
): CallSite | undefined {
  if (call.fragment.parent) return call;
  const ordinal = callsOf(chunk).indexOf(call);
  let filled = '';
  let copied = 0;
  for (const { kind, text, start, end } of tokenize(chunk.text, chunk.options).significant) {
    const isInside = start >= call.span.start && end <= call.span.end;
    const value = isInside ? valueOf(kind, text, values, variables) : undefined;
    if (value === undefined) continue;
    filled += chunk.text.slice(copied, start) + value;
    copied = end;
  }
  const document = createDocument(filled + chunk.text.slice(copied));
  return document.chunks.flatMap(callsOf)[ordinal];
}

const callsOf = (chunk: Chunk): readonly CallSite[] =>
  analyzeChunk(chunk).calls.filter(({ entry }) => entry === INVOKE);

function valueOf(
  kind: string,
  text: string,
  values: ReadonlyMap<number, Cell>,
  variables: Variables,
): string | undefined {
  if (kind === 'psqlVariable') return expandVariable(text, variables, () => undefined);
  const value = kind === 'parameter' ? values.get(Number(text.slice(1))) : undefined;
  if (value === undefined) return undefined;
  return value === null ? 'NULL' : quoteLiteral(value);
}
