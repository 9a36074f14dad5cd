/** Paths into JSON (jsonpath_gram.y), of those that people write the ones whose syntax is sure. */

const KEY = String.raw`[A-Za-z_]\w*|"[\w .:/-]*"`;
const INDEX = String.raw`(?:\d{1,5}|last)`;
const STEP = String.raw`\.(?:${KEY}|\*(?!\*))|\[\s*(?:\*|${INDEX}(?:\s+to\s+${INDEX})?)\s*\]|\.(?:size|type|double|ceiling|floor|abs|keyvalue)\(\)`;
const VALUE = String.raw`"[\w .:/%@-]*"|-?\d{1,15}(?:\.\d{1,15})?|true|false|null|\$[A-Za-z_]\w*`;
const TERM = String.raw`@(?:${STEP})*`;
const COMPARISON = String.raw`${TERM}\s*(?:==|!=|<>|<=|>=|<|>)\s*(?:${VALUE}|${TERM})|exists\s*\(\s*${TERM}\s*\)`;
const FILTER = String.raw`\s*\?\s*\(\s*(?:${COMPARISON})(?:\s*(?:&&|\|\|)\s*(?:${COMPARISON}))*\s*\)`;
const PREDICATE = String.raw`(?:==|!=|<>|<=|>=|<|>)\s*(?:${VALUE})\s*`;
const PATH = new RegExp(String.raw`^\s*(?:(?:lax|strict)\s+)?\$(?:${STEP}|${FILTER})*\s*(?:${PREDICATE})?$`);

/** Whether PostgreSQL takes the text for certain. */
export function isPlainJsonPath(text: string): boolean {
  return text.length <= MAX_LENGTH && PATH.test(text);
}

/** Longer ones are left alone. */
const MAX_LENGTH = 500;
