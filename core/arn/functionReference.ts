/**
 * Reads what may stand in `function_name`: a name, a partial ARN or a full ARN, each with an optional version
 * or alias. Every text gives an answer; what is wrong with it is found by `findArnProblems`.
 */
import type { ArnPartName } from '../catalog/lambdaArn';
import type { Span } from '../span';

export interface ArnPart {
  readonly name: ArnPartName;
  readonly text: string;
  /** Within the text that was read. */
  readonly span: Span;
}

export interface FunctionReference {
  readonly text: string;
  readonly form: 'name' | 'partial' | 'full';
  readonly parts: readonly ArnPart[];
  /** Parts that a full or partial ARN needs and the text ends before. */
  readonly missing: readonly ArnPartName[];
  /** What stands behind the last part that could be told, if anything. */
  readonly surplus?: Span;
}

const FULL: readonly ArnPartName[] = [
  'prefix',
  'partition',
  'service',
  'region',
  'account',
  'resource',
  'functionName',
  'qualifier',
];
const REQUIRED_OF_FULL = 7;

export function parseFunctionReference(text: string): FunctionReference {
  if (!text.includes(':')) return plainName(text);
  const segments = splitAtColons(text);
  if (/^arn:/i.test(text)) return assign(text, 'full', segments, FULL, REQUIRED_OF_FULL);
  const order = orderOfPartial(segments.map((segment) => segment.text));
  const form = order[0] === 'functionName' ? 'name' : 'partial';
  return assign(text, form, segments, order, order.indexOf('functionName') + 1);
}

/** What most calls have: a name and nothing else. */
function plainName(text: string): FunctionReference {
  const part = { name: 'functionName', text, span: { start: 0, end: text.length } } as const;
  return { text, form: 'name', parts: [part], missing: [] };
}

/** The part with this name, if the text has it. */
export function findPart(reference: FunctionReference, name: ArnPartName): ArnPart | undefined {
  return reference.parts.find((part) => part.name === name);
}

interface Segment {
  readonly text: string;
  readonly span: Span;
}

function splitAtColons(text: string): readonly Segment[] {
  let start = 0;
  return text.split(':').map((segment) => {
    const span = { start, end: start + segment.length };
    start = span.end + 1;
    return { text: segment, span };
  });
}

/** `[region:][account:][function:]name[:qualifier]`, read from the left as the API's pattern does. */
function orderOfPartial(segments: readonly string[]): readonly ArnPartName[] {
  const order: ArnPartName[] = [];
  let rest = segments;
  const isLonger = (): boolean => rest.length > 1;
  const take = (name: ArnPartName): void => {
    order.push(name);
    rest = rest.slice(1);
  };
  if (isLonger() && looksLikeRegion(rest[0] ?? '')) take('region');
  if (isLonger() && (isDigits(rest[0] ?? '') || (rest[1] === 'function' && rest.length > 2))) take('account');
  if (isLonger() && rest[0] === 'function') take('resource');
  return [...order, 'functionName', 'qualifier'];
}

function looksLikeRegion(text: string): boolean {
  return /^[a-z]+(-[a-z]+)+-?\d+$/i.test(text);
}

function isDigits(text: string): boolean {
  return /^\d+$/.test(text);
}

function assign(
  text: string,
  form: FunctionReference['form'],
  segments: readonly Segment[],
  order: readonly ArnPartName[],
  required: number,
): FunctionReference {
  const parts = segments.slice(0, order.length).flatMap((segment, index) => {
    const name = order[index];
    return name === undefined ? [] : [{ name, ...segment }];
  });
  const missing = order.slice(segments.length, required);
  const extra = segments[order.length];
  const reference = { text, form, parts, missing };
  return extra ? { ...reference, surplus: { start: extra.span.start, end: text.length } } : reference;
}
