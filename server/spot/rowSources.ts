/** The calls whose OUT columns can be named at a place: those in the FROM of a query round it, and `(call).column`. */
import type { CallSite } from '../../core/calls/model';
import type { OutColumn } from '../../core/catalog/schema';
import { findClosing, isMark, wordOf } from '../../core/sql/cursor';
import { identifierName, type Token } from '../../core/sql/tokens';
import { outColumnsOf } from '../../core/calls/likelyOverloads';
import { decodedColumn, decodedLogNamed } from './decodedLog';
import { indexOfTokenAt, type FragmentPlace } from './place';
import { queriesAround, topLevel, type TokenRange } from './queries';
import { findRecordCall } from './recordVariables';
import { findSubquery, handedOn, type RowSource } from './subqueries';

/** The columns that a name at this token can mean. */
export function columnsAt(place: FragmentPlace, index: number): readonly OutColumn[] {
  const { tokens } = place.fragment;
  if (!isMark(tokens[index - 1], '.')) return findRowSources(place).flatMap(({ columns }) => columns);
  const before = tokens[index - 2];
  if (isMark(before, ')')) return columnsOfParenthesized(place, index - 1);
  const alias = before && identifierName(before);
  if (alias === undefined) return [];
  const source = findRowSources(place).find(({ name }) => name === alias);
  if (source) return source.columns;
  const record = findRecordCall(place, alias);
  return record ? outColumnsOf(record) : [];
}

/** What the alias at this token holds, where a query decodes a log under it. */
export function namedLogAt(place: FragmentPlace, index: number): OutColumn | undefined {
  const { tokens } = place.fragment;
  const found = decodedLogNamed(tokens, index);
  const source = found && tokens[found.source];
  if (!found || !source) return undefined;
  const columns = columnsAt({ ...place, at: source.start }, found.source);
  const column = columns.find(({ name }) => name === identifierName(source));
  return decodedColumn(column, tokens[index]);
}

/** Innermost query first. */
function findRowSources({ fragment, calls, at }: FragmentPlace): readonly RowSource[] {
  const { tokens } = fragment;
  const inFrom = calls.filter((call) => call.inFrom && !(call.span.start < at && at < call.span.end));
  if (inFrom.length === 0) return [];
  const starts = new Map(inFrom.map((call) => [indexOfTokenAt(tokens, call.nameSpan.start), call]));
  return queriesAround(tokens, indexOfTokenAt(tokens, at)).flatMap((query) =>
    sourcesIn(tokens, query, starts, 0),
  );
}

/** Sub-selects of sub-selects: more than anybody writes, and a bound on the work. */
const MAX_DEPTH = 4;

/** The calls of a query's FROM, and the sub-selects and CTEs there that hand on the columns of one. */
function sourcesIn(
  tokens: readonly Token[],
  query: TokenRange,
  starts: ReadonlyMap<number, CallSite>,
  depth: number,
): readonly RowSource[] {
  return topLevel(tokens, query).flatMap((index) => {
    const call = starts.get(index);
    if (call) return [readRowSource(tokens, call)];
    const inner = depth < MAX_DEPTH ? findSubquery(tokens, index) : undefined;
    if (!inner) return [];
    const columns = handedOn(tokens, inner.query, sourcesIn(tokens, inner.query, starts, depth + 1));
    return columns.length > 0 ? [named(tokens, inner.next, inner.name, columns)] : [];
  });
}

/** The columns of the call in `(call).`, the dot being the token at `dot`. */
function columnsOfParenthesized({ fragment, calls }: FragmentPlace, dot: number): readonly OutColumn[] {
  const { tokens } = fragment;
  const call = calls.find(({ span, closed }) => closed && isWrapped(tokens, span.start, span.end, dot));
  return call ? outColumnsOf(call) : [];
}

/** Between the call and the dot stand closing parentheses alone, and as many opening ones before it. */
function isWrapped(tokens: readonly Token[], start: number, end: number, dot: number): boolean {
  const behind = indexOfTokenAt(tokens, end);
  const first = indexOfTokenAt(tokens, start);
  const depth = dot - behind;
  if (depth < 1) return false;
  for (let step = 0; step < depth; step++) {
    if (!isMark(tokens[behind + step], ')') || !isMark(tokens[first - 1 - step], '(')) return false;
  }
  return true;
}

/** gram.y, func_alias_clause: `[AS] alias [(names)]`. */
function readRowSource(tokens: readonly Token[], call: CallSite): RowSource {
  let index = indexOfTokenAt(tokens, call.span.end);
  if (wordOf(tokens[index]) === 'with' && wordOf(tokens[index + 1]) === 'ordinality') index += 2;
  return named(tokens, index, call.name, outColumnsOf(call));
}

/** With the alias at `index`, if one stands there. */
function named(tokens: readonly Token[], at: number, own: string, columns: readonly OutColumn[]): RowSource {
  let index = at;
  const hasAs = wordOf(tokens[index]) === 'as';
  if (hasAs) index++;
  const alias = tokens[index];
  const name = alias && identifierName(alias);
  if (name === undefined || (!hasAs && NO_ALIAS.has(wordOf(alias) ?? ''))) return { name: own, columns };
  return { name, columns: renameColumns(columns, readNames(tokens, index + 1)) };
}

/** Words that go on with the query behind a row source, and so are no alias of it. */
const NO_ALIAS = new Set(
  'where group having order limit offset fetch for window on using join inner left right full cross natural tablesample into returning with select set when'.split(
    ' ',
  ),
);

function readNames(tokens: readonly Token[], open: number): readonly string[] {
  if (!isMark(tokens[open], '(')) return [];
  const inside = tokens.slice(open + 1, findClosing(tokens, open));
  return inside.flatMap((token) => identifierName(token) ?? []);
}

function renameColumns(columns: readonly OutColumn[], names: readonly string[]): readonly OutColumn[] {
  return columns.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
}
