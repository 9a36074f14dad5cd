/** Functions, versions and aliases as AWS has them, inside the literals that name a function. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { accountOf } from '../../../core/arn/accountOf';
import { findPart, parseFunctionReference } from '../../../core/arn/functionReference';
import type { CallSite } from '../../../core/calls/model';
import { LAMBDA_ARN_TYPE } from '../../../core/catalog/invoke';
import type { Meaning } from '../../../core/catalog/schema';
import type { FunctionDirectory, FunctionFacts, QualifierFacts } from '../../../core/liveNames/model';
import { findSeated } from '../../../core/rules/literals';
import type { SqlDocument } from '../../../core/sql/document';
import { describeFunction, describeQualifier, summarizeFunction } from '../../liveNames/describeFunction';
import { literalAt, type ArgumentLiteral } from '../../spot/argumentLiteral';
import { tokenAround, type Place } from '../../spot/place';
import { findTypingPlace } from '../../spot/typingPlace';
import { matchFuzzily } from '../../workspace/fuzzyMatch';
import { segment, type Segment } from './literals';
import type { Proposal } from './proposal';

/** What of a function's name is being typed. */
export interface NameTyping {
  readonly place: Place;
  readonly at: Segment;
  /** The part up to the cursor. */
  readonly typed: string;
  readonly part: 'functionName' | 'qualifier' | 'account';
  /** What the parts before it say, or the other arguments. */
  readonly region: string | undefined;
  readonly account: string | undefined;
  readonly functionName: string | undefined;
}

export interface LiveProposals {
  readonly proposals: readonly Proposal[];
  /** There are more: to be asked for again with the next letter. */
  readonly isIncomplete: boolean;
}

/** More than anybody looks through; the next letter leaves fewer. */
const MOST_PROPOSALS = 100;

export function findNameTyping(document: SqlDocument, offset: number): NameTyping | undefined {
  const place = findTypingPlace(document, offset);
  const string = place && tokenAround(place.fragment.tokens, place.at, 'string');
  const literal = string && literalAt(place, place.fragment.tokens.indexOf(string));
  if (!literal || literal.string.offsetAt(literal.cursor) !== place.at) return undefined;
  const before = literal.string.value.slice(0, literal.cursor);
  if (/[\n\r]/.test(before)) return undefined;
  const isName = literal.seats.some(
    ({ meaning, type }) => meaning === 'functionName' && type !== LAMBDA_ARN_TYPE,
  );
  if (isName) return readName(place, literal, before);
  return literal.seats.some(({ meaning }) => meaning === 'qualifier')
    ? readQualifier(place, literal, before)
    : undefined;
}

function readName(place: Place, literal: ArgumentLiteral, before: string): NameTyping | undefined {
  const reference = parseFunctionReference(before);
  const part = reference.parts.at(-1);
  if (!part || reference.surplus) return undefined;
  const { name } = part;
  if (name !== 'functionName' && name !== 'qualifier' && name !== 'account') return undefined;
  return {
    place,
    at: segment(literal, part.span.start),
    typed: part.text,
    part: name,
    region: findPart(reference, 'region')?.text ?? literalOf(literal.call, 'region'),
    account: name === 'account' ? undefined : findPart(reference, 'account')?.text,
    functionName: findPart(reference, 'functionName')?.text,
  };
}

/** The argument `qualifier`; the function is named by another, or by the call that makes its ARN. */
function readQualifier(place: Place, literal: ArgumentLiteral, typed: string): NameTyping {
  const inner = literal.call.arguments.find(({ value }) => value.call)?.value.call;
  const call = inner ?? literal.call;
  const reference = parseFunctionReference(literalOf(call, 'functionName') ?? '');
  return {
    place,
    at: segment(literal, 0),
    typed,
    part: 'qualifier',
    region: findPart(reference, 'region')?.text ?? literalOf(call, 'region'),
    account: findPart(reference, 'account')?.text,
    functionName: findPart(reference, 'functionName')?.text,
  };
}

function literalOf(call: CallSite, meaning: Meaning): string | undefined {
  return findSeated(call, meaning)?.literal.string.value;
}

/** What is known when the signal ends, at the latest; the likeliest first. */
export async function proposeLive(
  typing: NameTyping,
  directory: FunctionDirectory,
  signal: AbortSignal,
): Promise<LiveProposals> {
  if (typing.part === 'qualifier') return proposeQualifiers(typing, directory, signal);
  const { functions, complete } = await directory.list(signal);
  const account = functions[0] && accountOf(functions[0].arn);
  if (typing.part === 'account') {
    return { proposals: account === undefined ? [] : [proposeAccount(typing, account)], isIncomplete: false };
  }
  // A listing shows the functions of one account alone.
  const own = typing.account === undefined || typing.account === account ? functions : [];
  const matching = chooseMatching(typing.typed, own);
  return {
    proposals: matching.slice(0, MOST_PROPOSALS).map((facts) => proposeFunction(typing, facts)),
    isIncomplete: !complete || matching.length > MOST_PROPOSALS,
  };
}

async function proposeQualifiers(
  typing: NameTyping,
  directory: FunctionDirectory,
  signal: AbortSignal,
): Promise<LiveProposals> {
  const { functionName = '' } = typing;
  if (functionName === '') return { proposals: [], isIncomplete: false };
  const kinds = ['alias', 'version'] as const;
  const answers = await Promise.all(kinds.map((kind) => directory.qualifiers(functionName, kind, signal)));
  const found = answers.flatMap((answer) => (answer.kind === 'found' ? answer.value : []));
  return {
    proposals: found.slice(0, MOST_PROPOSALS).map((facts) => proposeQualifier(typing, facts)),
    isIncomplete: found.length > MOST_PROPOSALS,
  };
}

/** Names that begin with what is typed, then names that have it, then names with its letters in their order. */
function chooseMatching(typed: string, functions: readonly FunctionFacts[]): readonly FunctionFacts[] {
  const matching = functions.flatMap((facts) => {
    const distance = matchFuzzily(facts.name, typed);
    return distance === undefined ? [] : [{ facts, distance }];
  });
  matching.sort((a, b) => a.distance - b.distance || (a.facts.name < b.facts.name ? -1 : 1));
  return matching.map(({ facts }) => facts);
}

function proposeFunction({ at }: NameTyping, facts: FunctionFacts): Proposal {
  return {
    label: facts.name,
    kind: CompletionItemKind.Function,
    detail: summarizeFunction(facts),
    markdown: describeFunction(facts),
    span: at.span,
    insert: [facts.name],
  };
}

function proposeQualifier({ at }: NameTyping, facts: QualifierFacts): Proposal {
  return {
    label: facts.name,
    kind: facts.kind === 'alias' ? CompletionItemKind.Reference : CompletionItemKind.Value,
    detail: facts.kind === 'alias' ? `alias of version ${facts.version}` : 'version',
    markdown: describeQualifier(facts),
    span: at.span,
    insert: [facts.name],
  };
}

function proposeAccount({ at }: NameTyping, account: string): Proposal {
  const insert = [account + (at.continues ? '' : ':')];
  return {
    label: account,
    kind: CompletionItemKind.Value,
    detail: 'Your account',
    span: at.span,
    insert,
    next: 'suggestions',
  };
}
