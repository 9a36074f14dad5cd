/** The mend of JSON glued from text: the same JSON, made by PostgreSQL's own functions. */
import type { Argument, CallSite, StaticType } from '../calls/model';
import { readGlued, type GluedPart } from '../jsonSql/gluedParts';
import { writeTemplate, type TemplateValues } from '../jsonSql/jsonTemplate';
import type { JsonType } from '../jsonSql/writeJson';
import { tokenAt } from '../sql/query';
import type { Token } from '../sql/tokens';
import { callAfter } from './mending';
import type { FindingFix } from './rule';

/** Where every value is known to mean the same in JSON as it did in the text, quotes and backslashes in it aside. */
export function buildJson(call: CallSite, argument: Argument): readonly FindingFix[] {
  const glued = readGlued(tokensOf(call, argument));
  if (!glued) return [];
  const types: readonly JsonType[] = glued.cast ? [glued.cast] : ['json', 'jsonb'];
  const values = valuesOf(call, glued.parts);
  for (const type of types) {
    const newText = writeTemplate(glued.parts, type, values);
    if (newText === undefined) return [];
    const edits = [{ ...argument.value.span, newText }];
    const title = `Build the JSON with ${/^\w+/.exec(newText)?.[0]}(…)`;
    if (callAfter(call, edits)?.verdict.kind === 'ok') return [{ title, edits }];
  }
  return [];
}

/** The tokens of an argument's value. */
export function tokensOf({ fragment }: CallSite, { value: { span } }: Argument): readonly Token[] {
  const first = tokenAt(fragment.tokens, span.start);
  let next = first;
  while ((fragment.tokens[next]?.end ?? Infinity) <= span.end) next++;
  return fragment.tokens.slice(first, next);
}

function valuesOf(call: CallSite, parts: readonly GluedPart[]): TemplateValues {
  const sources = parts.map((part) => (part.kind === 'value' ? sourceOf(call, part.tokens) : ''));
  return {
    asText: (at) => castToText(sources[at] ?? '', typeOf(call, sources[at] ?? '')),
    asJson: (at) => castToJson(sources[at] ?? '', typeOf(call, sources[at] ?? '')),
  };
}

function sourceOf({ fragment }: CallSite, tokens: readonly Token[]): string {
  return fragment.text.slice(tokens[0]?.start, tokens.at(-1)?.end);
}

/** The type of an expression in the call's place. */
function typeOf(call: CallSite, source: string): StaticType {
  const alone = callAfter(call, [{ ...call.argumentsSpan, newText: source }]);
  return alone?.arguments[0]?.value.type ?? { kind: 'undecided' };
}

/** `||` turns every value into text. */
function castToText(source: string, type: StaticType): string {
  return type.kind === 'known' && type.name === 'text' ? source : cast(source, 'text');
}

/** Types whose text in JSON is the one that they have in SQL. */
const SAME_IN_JSON = new Set([
  ...['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'],
  ...['boolean', 'json', 'jsonb'],
]);
const TEXTS = new Set(['text', 'character varying']);

/** What stands outside of a string has the text of JSON already. */
function castToJson(source: string, type: StaticType): string | undefined {
  if (type.kind !== 'known') return cast(source, 'text::json');
  if (SAME_IN_JSON.has(type.name)) return source;
  return TEXTS.has(type.name) ? cast(source, 'json') : undefined;
}

function cast(source: string, type: string): string {
  const isSimple = /^[$:]?['"]?[\w$.]+['"]?$/.test(source);
  return isSimple ? `${source}::${type}` : `(${source})::${type}`;
}
