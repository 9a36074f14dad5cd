/** Inside a string that is an argument: enumerations, Regions, the parts of a function's name, qualifiers. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import {
  findPart,
  parseFunctionReference,
  type ArnPart,
  type FunctionReference,
} from '../../../core/arn/functionReference';
import { LAMBDA_ARN_TYPE } from '../../../core/catalog/invoke';
import { arnPart, QUALIFIER_FORMS, type ArnPartName } from '../../../core/catalog/lambdaArn';
import { findPartition, PARTITIONS, REGIONS, type Region } from '../../../core/catalog/regions';
import type { Parameter } from '../../../core/catalog/schema';
import { spanInLiteral, type ArgumentLiteral } from '../../spot/argumentLiteral';
import { describePartition, describeRegion } from '../describe';
import { proposeContextMembers } from './contextMembers';
import { proposeHandlers, type ListHandlers } from './handlers';
import type { Proposal } from './proposal';
import { writeArn } from './snippets';

/** No text of the catalog needs to be escaped in a literal. */
export function proposeInLiteral(literal: ArgumentLiteral, listHandlers: ListHandlers): readonly Proposal[] {
  const inContext = literal.seats.some(({ meaning }) => meaning === 'context');
  if (inContext) return proposeContextMembers(literal);
  const before = literal.string.value.slice(0, literal.cursor);
  // An unclosed quote somewhere above makes strings of what is none.
  if (/[\n\r]/.test(before)) return [];
  return literal.seats.flatMap((seat) => proposeForSeat(literal, seat, before, listHandlers));
}

function proposeForSeat(
  literal: ArgumentLiteral,
  seat: Parameter,
  before: string,
  listHandlers: ListHandlers,
): readonly Proposal[] {
  const whole = segment(literal, 0);
  if (seat.values) {
    return seat.values.map(({ value, doc }) => ({
      ...plain(value, whole),
      kind: CompletionItemKind.EnumMember,
      detail: seat.name,
      markdown: doc,
    }));
  }
  switch (seat.meaning) {
    case 'region':
      return REGIONS.map((region) => proposeRegion(region, whole, ''));
    case 'qualifier':
      return proposeQualifiers(whole);
    case 'functionName':
      return seat.type === LAMBDA_ARN_TYPE ? [] : proposeNamePart(literal, before, listHandlers);
    default:
      return [];
  }
}

/** From an index of the value to where the part that the cursor is in ends. */
export function segment(literal: ArgumentLiteral, start: number) {
  const { value } = literal.string;
  const rest = /^[\w$.-]*/.exec(value.slice(literal.cursor))?.[0].length ?? 0;
  const end = literal.cursor + rest;
  return { span: spanInLiteral(literal, { start, end }), continues: value.charAt(end) === ':' };
}

export type Segment = ReturnType<typeof segment>;

function plain(text: string, { span }: Segment, suffix = '') {
  return { label: text, span, insert: [text + suffix] };
}

function proposeRegion(region: Region, at: Segment, suffix: string): Proposal {
  return {
    ...plain(region.name, at, suffix),
    kind: CompletionItemKind.Value,
    detail: region.title,
    markdown: describeRegion(region),
  };
}

/** A part that has but one text, or one that is like no other: `$LATEST`. */
function proposeExample(name: ArnPartName, at: Segment, suffix = ''): Proposal {
  const { example, title, doc } = arnPart(name);
  return { ...plain(example, at, suffix), kind: CompletionItemKind.Value, detail: title, markdown: doc };
}

/** Every form that a qualifier can have; one that stands for others of its kind is there to be typed over. */
function proposeQualifiers({ span }: Segment): readonly Proposal[] {
  return QUALIFIER_FORMS.map(({ title, example, varies, doc }) => ({
    label: example,
    kind: CompletionItemKind.Value,
    detail: title,
    markdown: doc,
    span,
    insert: varies ? [{ placeholder: example }] : [example],
  }));
}

/** An ARN part by part, or in one go. */
function proposeArn(at: Segment): readonly Proposal[] {
  const insert = writeArn();
  const label = insert.map((part) => (typeof part === 'string' ? part : '…')).join('');
  const whole = { label, kind: CompletionItemKind.Snippet, detail: 'A full ARN', span: at.span, insert };
  return [withSuggestions(proposeExample('prefix', at, at.continues ? '' : ':')), whole];
}

/** The part of the name that is being typed, by the parts before it. */
function proposeNamePart(
  literal: ArgumentLiteral,
  before: string,
  listHandlers: ListHandlers,
): readonly Proposal[] {
  const reference = parseFunctionReference(before);
  const part = reference.parts.at(-1);
  if (!part || reference.surplus) return [];
  const at = segment(literal, part.span.start);
  if (part.name !== 'functionName') return proposePart(reference, part, at);
  const isName = reference.form === 'name';
  const rest = isName ? proposeArn(at) : proposePart(reference, part, at);
  const isNext = isName || findPart(reference, 'resource') !== undefined;
  return [...(isNext ? proposeHandlers(at.span, listHandlers) : []), ...rest];
}

function proposePart(reference: FunctionReference, part: ArnPart, at: Segment): readonly Proposal[] {
  const colon = at.continues ? '' : ':';
  switch (part.name) {
    case 'partition':
      return PARTITIONS.map(({ id }) =>
        withSuggestions({
          ...plain(id, at, colon),
          kind: CompletionItemKind.Value,
          markdown: describePartition(id) ?? '',
        }),
      );
    case 'region':
      return regionsOf(reference).map((region) => withSuggestions(proposeRegion(region, at, colon)));
    case 'qualifier':
      return proposeQualifiers(at);
    case 'functionName':
      return findPart(reference, 'resource') ? [] : [withSuggestions(proposeExample('resource', at, colon))];
    default:
      return [withSuggestions(proposeExample(part.name, at, colon))];
  }
}

/** Of the partition that the ARN names; of all where it names none that exists. */
function regionsOf(reference: FunctionReference): readonly Region[] {
  const partition = findPartition(findPart(reference, 'partition')?.text ?? '');
  return partition ? REGIONS.filter((region) => region.partition === partition) : REGIONS;
}

function withSuggestions(proposal: Proposal): Proposal {
  return { ...proposal, next: 'suggestions' };
}
