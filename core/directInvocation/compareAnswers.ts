/** The same call made directly and through the database: where the two answers differ, and what that says. */
import { decodeInvocation, type InvocationText } from '../invocation/invocations';
import { parseJsonNode, toJsonText, type JsonNode } from '../invocation/jsonNode';
import { splitLog } from '../invocation/log';

/** How one way ended; `invocation` is there where Lambda answered, be it with the error of a function. */
export interface WayTaken {
  readonly failed: boolean;
  readonly invocation: InvocationText | undefined;
}

export interface AnswerComparison {
  /** One sentence: on which side a fault is, or that the two agree. */
  readonly verdict: string;
  /** One sentence each, in order: status, version, payload, log. */
  readonly parts: readonly string[];
}

export function compareAnswers(direct: WayTaken, database: WayTaken): AnswerComparison {
  const both = direct.invocation && database.invocation;
  const parts = both ? compareParts(direct.invocation, database.invocation) : [];
  return {
    verdict: judge(
      direct,
      database,
      parts.some(({ differs }) => differs),
    ),
    parts: parts.map(({ text }) => text),
  };
}

interface Part {
  readonly text: string;
  readonly differs: boolean;
}

function judge(direct: WayTaken, database: WayTaken, differ: boolean): string {
  if (direct.failed && database.failed)
    return 'It fails both ways: the fault is in the function, or in what it is asked.';
  if (database.failed)
    return 'The function answers when it is invoked directly: the fault is on the way to it from the database.';
  if (direct.failed)
    return 'It fails only when it is invoked directly: other credentials, another Region, or another payload.';
  return differ ? 'Both ways it was answered, with differences.' : 'Both ways gave the same answer.';
}

function compareParts(direct: InvocationText, database: InvocationText): readonly Part[] {
  return [
    compareText('Status', direct.statusCode, database.statusCode),
    compareText('Version', direct.executedVersion, database.executedVersion),
    comparePayload(direct.payload, database.payload),
    compareLog(logOf(direct), logOf(database)),
  ];
}

function compareText(name: string, direct: string | null, database: string | null): Part {
  if (direct === database) return { text: `${name}: the same, ${direct ?? 'none'}.`, differs: false };
  const text = `${name}: ${direct ?? 'none'} directly, ${database ?? 'none'} through the database.`;
  return { text, differs: true };
}

function comparePayload(direct: string | null, database: string | null): Part {
  if (direct === database) return { text: 'Payload: equal.', differs: false };
  if (direct === null || database === null)
    return { text: `Payload: only ${direct === null ? 'through the database' : 'directly'}.`, differs: true };
  const isSame = toCanonicalJson(direct) === toCanonicalJson(database);
  return isSame
    ? { text: 'Payload: equal but for white space and the order of members.', differs: false }
    : { text: 'Payload: different.', differs: true };
}

/** What the function itself wrote: ids, times and figures are another invocation's. */
function compareLog(direct: string | null, database: string | null): Part {
  if (direct === null || database === null) {
    const text =
      direct === database
        ? 'Log: none.'
        : `Log: only ${direct === null ? 'through the database' : 'directly'}.`;
    // Who asked for the log is no difference of the answers.
    return { text, differs: false };
  }
  return messagesOf(direct) === messagesOf(database)
    ? { text: "Log: the function's lines are the same.", differs: false }
    : { text: "Log: the function's lines differ.", differs: true };
}

const logOf = (text: InvocationText): string | null => decodeInvocation({ ...text, payload: null }).log;

const IDS = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;
const TIMES = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?Z?/g;
const OWN = /^(?:INIT_START|START|END|REPORT|XRAY) /;

function messagesOf(log: string): string {
  return splitLog(log)
    .filter(({ text }) => !OWN.test(text))
    .map(({ text }) => text.replace(IDS, '').replace(TIMES, '').trimEnd())
    .join('\n');
}

/** Deeper than this members stay in their order. */
const DEEPEST = 500;

/** Digits and repeated members stay as they are, and so does what is no JSON. */
function toCanonicalJson(text: string): string {
  const node = parseJsonNode(text);
  return node ? toJsonText(sortMembers(node, 0)) : text;
}

function sortMembers(node: JsonNode, depth: number): JsonNode {
  if (depth > DEEPEST) return node;
  if (node.kind === 'array')
    return { ...node, items: node.items.map((item) => sortMembers(item, depth + 1)) };
  if (node.kind !== 'object') return node;
  const members = node.members.map(([name, value]) => [name, sortMembers(value, depth + 1)] as const);
  return { ...node, members: members.toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)) };
}
