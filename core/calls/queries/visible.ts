/** The sources that may be named at a place of a query (parse_clause.c, transformFromClauseItem). */
import { TokenCursor } from '../../sql/cursor';
import { readName } from '../../schema/names';
import { joinNamespaces, NO_NAMESPACE, type Namespace } from './columnLists';
import { OUTERMOST, type QueryContext } from './context';
import { definedTable } from './definitions';
import type { FromItem } from './fromItem';
import { readFromItems } from './fromItems';
import { findRegion, regionsOf, type Arm, type Region } from './regions';

/** `unknown`: some may be that can't be told. */
export type Visible = Namespace | 'unknown';

/** From the innermost query round a token outward. */
export function* visibleAt(context: QueryContext, at: number): Generator<Visible> {
  for (let index = at; ;) {
    const open = context.enclosing(index);
    const region = findRegion(context.level(open), index);
    if (region) yield visibleIn(context, region, index);
    if (open === OUTERMOST) break;
    index = open;
  }
  const table = definedTable(context);
  if (table) yield table;
}

function visibleIn(context: QueryContext, { clause, arm }: Region, at: number): Visible {
  switch (clause) {
    case 'select':
    case 'where':
    case 'set':
    case 'on':
    case 'matched':
    case 'returning':
      return all(context, arm);
    case 'tail':
      // Behind a set operation only its result has columns.
      return arm.statement.arms.length > 1 && arm !== arm.statement.dml ? 'unknown' : all(context, arm);
    case 'from':
      return beside(context, itemsOf(context, arm), at);
    case 'source':
      return fromItems(context, arm);
    case 'conflict':
    case 'target only':
      return target(context, arm);
    case 'into':
    case 'target':
    case 'values':
      return NO_NAMESPACE;
  }
}

/** Where all of an arm's sources are known by then. */
function all(context: QueryContext, arm: Arm): Visible {
  if (arm !== arm.statement.dml) return fromItems(context, arm);
  const changed = target(context, arm);
  if (changed === 'unknown') return changed;
  if (arm.kind !== 'insert') return joinNamespaces([changed, fromItems(context, arm)]);
  const [source] = changed.sources;
  const excluded = source && { ...source, alias: 'excluded' };
  return excluded ? { ...changed, sources: [...changed.sources, excluded] } : changed;
}

function itemsOf({ surroundings }: QueryContext, arm: Arm): readonly FromItem[] {
  const { fragment, brackets } = surroundings;
  return regionsOf(arm, 'from').flatMap(({ start, end }) =>
    readFromItems(fragment.tokens, brackets, start, end),
  );
}

function fromItems(context: QueryContext, arm: Arm): Namespace {
  return joinNamespaces(itemsOf(context, arm).map((item) => context.namespace(item)));
}

/** The table that a statement changes: `[ONLY] t [*] [[AS] alias]`. */
export function target(context: QueryContext, arm: Arm): Visible {
  const [region] = arm.regions;
  if (!region) return 'unknown';
  const cursor = new TokenCursor(context.surroundings.fragment.tokens, region.start);
  cursor.takeWords('only');
  const start = cursor.index;
  const name = readName(cursor);
  cursor.takeMark('*');
  const isNamed = cursor.takeWords('as') || (arm.kind !== 'insert' && cursor.index < region.end);
  const alias = isNamed ? cursor.takeName() : undefined;
  if (!name) return 'unknown';
  const end = cursor.index;
  return context.namespace({ kind: 'table', name, start, end, alias, columnNames: [] });
}

/** Inside of FROM: what stands to the left, for functions and LATERAL; both sides of a join, for its condition. */
function beside(context: QueryContext, items: readonly FromItem[], at: number): Visible {
  const before: Namespace[] = [];
  for (const item of items) {
    if (at < item.start) return NO_NAMESPACE;
    if (at < item.end) return within(context, item, at, joinNamespaces(before));
    before.push(context.namespace(item));
  }
  return 'unknown';
}

function within(context: QueryContext, item: FromItem, at: number, left: Namespace): Visible {
  switch (item.kind) {
    case 'function':
    case 'special':
      return left;
    case 'query':
      return item.lateral ? left : NO_NAMESPACE;
    case 'table':
      return NO_NAMESPACE;
    case 'unknown':
      return 'unknown';
    case 'join': {
      const { on, left: first, right: second } = item;
      if (on && at >= on.start && at < on.end)
        return joinNamespaces([context.namespace(first), context.namespace(second)]);
      if (at < first.end) return within(context, first, at, left);
      if (at < second.start || at >= second.end) return 'unknown';
      return within(context, second, at, joinNamespaces([left, context.namespace(first)]));
    }
  }
}
