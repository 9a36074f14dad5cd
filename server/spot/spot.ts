/** What stands under the mouse, as far as it is ours. */
import { parseFunctionReference, type ArnPart } from '../../core/arn/functionReference';
import type { CallSite } from '../../core/calls/model';
import { findFunction, SCHEMAS } from '../../core/catalog/functions';
import { LAMBDA_ARN_TYPE } from '../../core/catalog/invoke';
import { findRegion, type Region } from '../../core/catalog/regions';
import type { EnumValue, FunctionEntry, OutColumn, Parameter } from '../../core/catalog/schema';
import type { Span } from '../../core/span';
import { isMark } from '../../core/sql/cursor';
import { identifierName, type Token } from '../../core/sql/tokens';
import { literalAt, spanInLiteral, type ArgumentLiteral } from './argumentLiteral';
import { contains, tokenUnder, type Place } from './place';
import { findContextMember, type ContextMemberSpot } from './contextMemberSpot';
import { findLog, type LogSpot } from './logLiteral';
import { findNamedSetting, findQuotedSetting, type SettingSpot } from './settingSpot';
import { findDefinition, psqlVariableName, type PsqlDefinition } from '../../core/psqlVariables';
import { readQualifiedName } from './qualifiedName';
import { columnsAt, namedLogAt } from './rowSources';
import { argumentIndexAt, callAround, possibleSeats } from './seats';

/** Spans count in the place's fragment. */
export type Spot = { readonly span: Span } & (
  | { readonly kind: 'function'; readonly entry: FunctionEntry; readonly call: CallSite | undefined }
  | { readonly kind: 'schema'; readonly schema: (typeof SCHEMAS)[number] }
  | { readonly kind: 'type' }
  | { readonly kind: 'parameter'; readonly seats: readonly Parameter[] }
  | { readonly kind: 'enumValue'; readonly parameter: Parameter; readonly value: EnumValue }
  | { readonly kind: 'region'; readonly region: Region }
  | { readonly kind: 'arnPart'; readonly part: ArnPart }
  | { readonly kind: 'outColumn'; readonly column: OutColumn }
  | { readonly kind: 'psqlVariable'; readonly definition: PsqlDefinition }
  | SettingSpot
  | ContextMemberSpot
  | LogSpot
);

/** The most particular thing at the place; undefined where nothing of ours stands. */
export function findSpot(place: Place): Spot | undefined {
  const index = tokenUnder(place.fragment.tokens, place.at);
  const token = index === undefined ? undefined : place.fragment.tokens[index];
  if (index === undefined || !token) return undefined;
  return (
    findName(place, index) ??
    findArgumentName(place, token) ??
    findColumn(place, index, token) ??
    findVariable(place, token) ??
    findQuotedSetting(token) ??
    findValue(place, index) ??
    findLog(token) ??
    findArgument(place, token)
  );
}

/** A function, the composite type, or one of our schemas. */
function findName({ fragment, calls }: Place, index: number): Spot | undefined {
  const { tokens } = fragment;
  const first = [index, index - 1, index - 2].find((at) => {
    const name = readQualifiedName(tokens, at);
    return name && index < name.next;
  });
  const name = first === undefined ? undefined : readQualifiedName(tokens, first);
  if (!name) return findSchema(tokens[index]);
  if (`${name.schema}.${name.name}` === LAMBDA_ARN_TYPE) return { kind: 'type', span: name.span };
  const setting = findNamedSetting(name);
  if (setting) return setting;
  const entry = findFunction(name.schema, name.name);
  if (!entry) return findSchema(tokens[name.first]);
  const call = calls.find(({ nameSpan }) => nameSpan.start === name.span.start);
  return { kind: 'function', entry, call, span: name.span };
}

function findSchema(token: Token | undefined): Spot | undefined {
  const name = token && identifierName(token);
  const schema = SCHEMAS.find((candidate) => candidate.name === name);
  return token && schema && { kind: 'schema', schema, span: token };
}

/** The name in `name => value`. */
function findArgumentName({ calls }: Place, token: Token): Spot | undefined {
  const call = callAround(calls, token.start);
  const index = call ? argumentIndexAt(call, token.start) : 0;
  const span = call?.arguments[index]?.nameSpan;
  if (!call || !span || span.start !== token.start) return undefined;
  const seats = possibleSeats(call, index);
  return seats.length > 0 ? { kind: 'parameter', seats, span } : undefined;
}

/** An OUT column: `(call).column`, `alias.column`, or its name alone in a query whose FROM has the call. */
function findColumn(place: Place, index: number, token: Token): Spot | undefined {
  const { tokens } = place.fragment;
  const name = identifierName(token);
  if (name === undefined || isMark(tokens[index + 1], '(')) return undefined;
  const column = namedLogAt(place, index) ?? columnsAt(place, index).find((one) => one.name === name);
  return column && { kind: 'outColumn', column, span: token };
}

function findVariable({ document, chunkIndex }: Place, token: Token): Spot | undefined {
  if (token.kind !== 'psqlVariable') return undefined;
  const name = psqlVariableName(token.text);
  const definition = findDefinition(document, chunkIndex, name);
  return definition && { kind: 'psqlVariable', definition, span: token };
}

/** A literal whose value means something: an enumeration's value, a Region, a part of a function's name. */
function findValue(place: Place, index: number): Spot | undefined {
  const literal = literalAt(place, index);
  if (!literal) return undefined;
  const member = findContextMember(literal);
  if (member) return member;
  for (const seat of literal.seats) {
    const found = readValue(literal, seat);
    if (found) return found;
  }
  return undefined;
}

function readValue(literal: ArgumentLiteral, seat: Parameter): Spot | undefined {
  const { value } = literal.string;
  const span = spanInLiteral(literal, { start: 0, end: value.length });
  const known = seat.values?.find((candidate) => candidate.value === value);
  if (known) return { kind: 'enumValue', parameter: seat, value: known, span };
  if (seat.meaning === 'region') {
    const region = findRegion(value);
    return region && { kind: 'region', region, span };
  }
  if (seat.meaning !== 'functionName' || seat.type === LAMBDA_ARN_TYPE) return undefined;
  const part = parseFunctionReference(value).parts.find((candidate) =>
    contains(candidate.span, literal.cursor),
  );
  return part && { kind: 'arnPart', part, span: spanInLiteral(literal, part.span) };
}

/** Any other argument, as a whole. */
function findArgument({ calls }: Place, token: Token): Spot | undefined {
  const call = callAround(calls, token.start);
  const index = call ? argumentIndexAt(call, token.start) : 0;
  const argument = call?.arguments[index];
  if (!call || !argument || !contains(argument.span, token.end) || token.start < argument.span.start)
    return undefined;
  const seats = possibleSeats(call, index);
  return seats.length > 0 ? { kind: 'parameter', seats, span: argument.span } : undefined;
}
