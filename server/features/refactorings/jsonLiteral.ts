/** Two ways to write a JSON value: as a literal, or as the calls that make it. */
import type { CallSite } from '../../../core/calls/model';
import { seatOf } from '../../../core/calls/seat';
import { toJsonText, parseJsonNode } from '../../../core/invocation/jsonNode';
import { quoteText } from '../../../core/jsonSql/quoteText';
import { readJson } from '../../../core/jsonSql/readJson';
import { writeJson, type JsonType } from '../../../core/jsonSql/writeJson';
import { TokenCursor, wordOf } from '../../../core/sql/cursor';
import { hasHole } from '../../../core/sql/holes';
import { tokensOf } from '../../../core/rules/buildJson';
import { contains } from '../../spot/place';
import { ifAccepted, type Refactoring } from './refactoring';

/** `'{"a": 1}'::json` → `json_build_object('a', 1)`, so that values can be put in. */
export function buildFromLiteral(call: CallSite, cursor: number): Refactoring | undefined {
  const found = findJsonArgument(call, cursor);
  const literal = found?.argument.value.literal;
  if (!found || !literal?.string.closed || hasHole(literal.string.value) || !isPlainCast(found.words))
    return undefined;
  const node = parseJsonNode(literal.string.value);
  if (node?.kind !== 'object' && node?.kind !== 'array') return undefined;
  const newText = writeJson(node, { type: found.type, string: quoteText });
  if (newText === undefined) return undefined;
  const title = `Write ${found.name} as ${/^\w+/.exec(newText)?.[0]}(…)`;
  return ifAccepted(call, { title, edits: [{ ...found.argument.value.span, newText }] });
}

/** And back, where all of it is constant. */
export function literalFromBuild(call: CallSite, cursor: number): Refactoring | undefined {
  const found = findJsonArgument(call, cursor);
  if (!found || found.argument.value.literal) return undefined;
  const tokens = new TokenCursor(tokensOf(call, found.argument));
  const node = readJson(tokens, found.type);
  const text = node && tokens.done ? quoteText(toJsonText(node)) : undefined;
  if (text === undefined) return undefined;
  const edits = [{ ...found.argument.value.span, newText: `${text}::${found.type}` }];
  return ifAccepted(call, { title: `Write ${found.name} as a literal`, edits });
}

/** The payload or context under the cursor; else the payload. */
function findJsonArgument(call: CallSite, cursor: number) {
  const all = call.arguments.flatMap((argument, index) => {
    const seat = seatOf(call, index);
    const isJson = seat?.meaning === 'payload' || seat?.meaning === 'context';
    if (!isJson || call.verdict.kind !== 'ok' || !isJsonType(seat.type)) return [];
    const words = tokensOf(call, argument).flatMap((token) => wordOf(token) ?? []);
    return [{ argument, name: seat.name, type: seat.type, words, isPayload: seat.meaning === 'payload' }];
  });
  return (
    all.find(({ argument }) => contains(argument.span, cursor)) ?? all.find(({ isPayload }) => isPayload)
  );
}

function isJsonType(type: string): type is JsonType {
  return type === 'json' || type === 'jsonb';
}

/** A cast to anything else on the way may change the text. */
function isPlainCast(words: readonly string[]): boolean {
  return words.every((word) => isJsonType(word) || word === 'cast' || word === 'as');
}
