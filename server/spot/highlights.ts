/** What of a statement is ours, place by place, for editors that colour by meaning. Everything else is left to grammars. */
import { analyzeChunk, editionOf, type AnalysisEdition } from '../../core/analysis';
import { parseFunctionReference } from '../../core/arn/functionReference';
import type { Argument, CallSite } from '../../core/calls/model';
import { findFunction } from '../../core/catalog/functions';
import { INVOKE, LAMBDA_ARN_TYPE } from '../../core/catalog/invoke';
import type { ArnPartName } from '../../core/catalog/lambdaArn';
import { findRegion } from '../../core/catalog/regions';
import { SETTINGS } from '../../core/catalog/settings';
import type { Declared } from '../../core/schema/declared';
import type { Span } from '../../core/span';
import type { Chunk } from '../../core/sql/chunk';
import { isMark } from '../../core/sql/cursor';
import { outerSpan, type Fragment } from '../../core/sql/fragment';
import { identifierName, type Token } from '../../core/sql/tokens';
import { readQualifiedName, type QualifiedName } from './qualifiedName';
import { columnsAt } from './rowSources';
import { possibleSeats } from './seats';

export type HighlightKind =
  'namespace' | 'function' | 'type' | 'parameter' | 'enumMember' | 'property' | 'variable';

export interface Highlight {
  /** Counts from the chunk's start. */
  readonly span: Span;
  readonly kind: HighlightKind;
  /** AWS's own, not the user's. */
  readonly isLibrary: boolean;
}

const NOTHING: readonly Highlight[] = [];
const known = new WeakMap<
  Chunk,
  { readonly edition: AnalysisEdition; readonly found: readonly Highlight[] }
>();

/** In the order of the text, none over another; the same list as long as the statement means the same. */
export function findHighlights(chunk: Chunk, declared: Declared): readonly Highlight[] {
  if (!chunk.marked) return NOTHING;
  const edition = editionOf(chunk, declared);
  const before = known.get(chunk);
  if (before?.edition === edition) return before.found;
  const found = read(chunk, declared);
  known.set(chunk, { edition, found });
  return found;
}

function read(chunk: Chunk, declared: Declared): readonly Highlight[] {
  const { fragments, calls } = analyzeChunk(chunk, declared);
  const all = fragments.flatMap((fragment) => {
    const own = calls.filter((call) => call.fragment === fragment);
    const inside = [
      ...fragment.tokens.flatMap((_, index) => readName(fragment, index)),
      ...own.flatMap(readCall),
      ...readVariables(fragment, own),
      ...readColumns(fragment, own),
    ];
    return inside.map((highlight) => ({ ...highlight, span: outerSpan(fragment, highlight.span) }));
  });
  const sorted = all.sort((a, b) => a.span.start - b.span.start);
  return sorted.filter(({ span }, index) => span.start >= (sorted[index - 1]?.span.end ?? 0));
}

function highlight(kind: HighlightKind, span: Span, isLibrary = true): Highlight {
  return { kind, span: { start: span.start, end: span.end }, isLibrary };
}

/** `schema.name`; what another name qualifies is somebody else's. */
function readName({ tokens }: Fragment, index: number): readonly Highlight[] {
  if (isMark(tokens[index - 1], '.')) return [];
  const name = readQualifiedName(tokens, index);
  const kind = name && kindOf(name);
  const schema = tokens[index];
  return name && schema && kind ? [highlight('namespace', schema), highlight(kind, name.nameSpan)] : [];
}

function kindOf({ schema, name }: QualifiedName): HighlightKind | undefined {
  const whole = `${schema}.${name}`;
  if (whole === LAMBDA_ARN_TYPE) return 'type';
  if (SETTINGS.some((setting) => setting.name === whole)) return 'property';
  return findFunction(schema, name) && 'function';
}

function readCall(call: CallSite): readonly Highlight[] {
  return call.arguments.flatMap((argument, index) => readArgument(call, argument, index));
}

/** The psql variables among the arguments of calls; both come in the order of the text. */
function readVariables({ tokens }: Fragment, calls: readonly CallSite[]): readonly Highlight[] {
  let next = 0;
  let end = -1;
  return tokens.flatMap((token) => {
    if (token.kind !== 'psqlVariable') return [];
    for (let call = calls[next]; call && call.argumentsSpan.start <= token.start; call = calls[++next])
      end = Math.max(end, call.argumentsSpan.end);
    return token.start < end ? [highlight('variable', token, false)] : [];
  });
}

function readArgument(
  call: CallSite,
  { name, nameSpan, value }: Argument,
  index: number,
): readonly Highlight[] {
  const isParameter =
    nameSpan && call.entry?.overloads.some(({ parameters }) => parameters.some((one) => one.name === name));
  return [...(isParameter ? [highlight('parameter', nameSpan)] : []), ...readLiteral(call, value, index)];
}

/** What a literal says as far as it is one of the values that its seat knows. */
function readLiteral(call: CallSite, { literal }: Argument['value'], index: number): readonly Highlight[] {
  if (!literal?.string.closed || literal.cast === LAMBDA_ARN_TYPE) return [];
  const { value, offsetAt } = literal.string;
  const toSpan = ({ start, end }: Span): Span => ({ start: offsetAt(start), end: offsetAt(end) });
  const whole = toSpan({ start: 0, end: value.length });
  for (const { meaning, values } of possibleSeats(call, index)) {
    if (values?.some((known) => known.value === value)) return [highlight('enumMember', whole)];
    if (meaning === 'region' && findRegion(value)) return [highlight('enumMember', whole)];
    if (meaning === 'qualifier') return [highlight('property', whole, false)];
    if (meaning !== 'functionName') continue;
    const parts = parseFunctionReference(value).parts.filter(({ text }) => text !== '');
    return parts.map((part) => highlight(ARN_KINDS[part.name], toSpan(part.span), !OWN_PARTS.has(part.name)));
  }
  return [];
}

/** Like a name in a programming language: what it belongs to, where it lives, and at last the function. */
const ARN_KINDS: Readonly<Record<ArnPartName, HighlightKind>> = {
  prefix: 'namespace',
  partition: 'namespace',
  service: 'namespace',
  region: 'enumMember',
  account: 'property',
  resource: 'namespace',
  functionName: 'function',
  qualifier: 'property',
};
const OWN_PARTS: ReadonlySet<ArnPartName> = new Set(['account', 'functionName', 'qualifier']);

const COLUMN_NAMES = new Set(
  INVOKE.overloads.flatMap(({ outColumns }) => outColumns.map(({ name }) => name)),
);

/** Each name is looked up in the queries round it, which takes time by the tokens: a bound on the product of both. */
const MAX_LOOKED_AT = 1_000_000;

/** The OUT columns, by the names that AWS gives them, where they can mean a call's. */
function readColumns(fragment: Fragment, calls: readonly CallSite[]): readonly Highlight[] {
  if (calls.length === 0) return [];
  const named = fragment.tokens.flatMap((token, index) => (isColumnName(token) ? [{ token, index }] : []));
  return named.slice(0, MAX_LOOKED_AT / fragment.tokens.length).flatMap(({ token, index }) => {
    const columns = columnsAt({ fragment, calls, at: token.start }, index);
    return columns.some(({ name }) => name === identifierName(token)) ? [highlight('property', token)] : [];
  });
}

function isColumnName(token: Token): boolean {
  return COLUMN_NAMES.has(identifierName(token) ?? '');
}
