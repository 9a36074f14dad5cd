/**
 * The names that a script may declare, found by a look at its text: never fewer than reading it finds, in a fraction of
 * the time. What stands in comments and strings counts too.
 */

const STARTS = /\b(?:create|alter)\b/gi;
/** What may stand between CREATE and what is created. */
const ADJECTIVES =
  '(?:\\s+(?:or|replace|global|local|temp|temporary|unlogged|foreign|materialized|recursive|constraint))*';
const NAMED_FIRST = new RegExp(
  `${ADJECTIVES}\\s+(?:table|view|type|domain|function|procedure|aggregate)\\b(?:\\s+if\\s+not\\s+exists\\b)?`,
  'iy',
);
/** Statements that declare something by a name further on. */
const NAMED_LATER = new RegExp(`${ADJECTIVES}\\s+trigger\\b`, 'iy');
const ALTERED = /(?:\s+foreign)?\s+(?:table|type|view)\b/iy;
/** A comment where one of the words above is looked for. */
const COMMENTED = new RegExp(`${ADJECTIVES}\\s*(?:--|/\\*)`, 'iy');

const WORD = '(?:"(?:[^"]|"")*"|[\\w$\\u0080-\\uffff]+)';
/** Not if a comment or a further part may follow. */
const NAME = new RegExp(`\\s+(?:${WORD}\\s*\\.\\s*)*(${WORD})(?=\\s*(?:[(;]|$)|\\s+(?!--|/\\*)[^\\s.])`, 'y');
const WORDS = new RegExp(WORD, 'g');
const STATEMENT = /(?:"[^"]*"|'[^']*'|[^;"']+)*/y;
/** What moves the end of a statement, or hides a name. */
const UNSURE = /--|\/\*|\\|\$/;

/** As `foldName` gives them; undefined where it can be any name, since the text can't be told so simply. */
export function findDeclarableNames(text: string): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const { 0: start, index } of text.matchAll(STARTS)) {
    const found = findNames(text, index + start.length, start.toLowerCase() === 'create');
    if (!found) return undefined;
    for (const name of found) names.add(name);
  }
  return names;
}

/** Alike for all spellings of a name. */
export function foldName(name: string): string {
  return name.toLowerCase();
}

/** Of the statement whose first word ends at `at`. */
function findNames(text: string, at: number, isCreated: boolean): readonly string[] | undefined {
  if (matchAt(COMMENTED, text, at)) return undefined;
  const first = isCreated ? matchAt(NAMED_FIRST, text, at) : undefined;
  if (first) {
    const name = matchAt(NAME, text, first.end)?.groups[0];
    // A comment stands in its IF NOT EXISTS.
    return name === undefined || /^if$/i.test(name) ? undefined : [readWord(name)];
  }
  if (!matchAt(isCreated ? NAMED_LATER : ALTERED, text, at)) return [];
  const end = matchAt(STATEMENT, text, at)?.end ?? at;
  const statement = text.slice(at, end);
  const isWhole = end === text.length || text[end] === ';';
  if (!isWhole || UNSURE.test(statement)) return undefined;
  return Array.from(statement.matchAll(WORDS), ([word]) => readWord(word));
}

function readWord(word: string): string {
  return foldName(word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word);
}

function matchAt(pattern: RegExp, text: string, at: number) {
  pattern.lastIndex = at;
  const [whole, ...groups] = pattern.exec(text) ?? [];
  return whole === undefined ? undefined : { end: at + whole.length, groups };
}
