/** Name resolution for one fragment: worked out when it is asked for, and once. */
import { createFragment, type Fragment } from '../../sql/fragment';
import { wordOf } from '../../sql/cursor';
import { readParameters } from '../../sql/declarations';
import type { Declared } from '../../schema/declared';
import type { Declaration, QualifiedName } from '../../schema/model';
import { matchBrackets } from '../brackets';
import { applyRoutine } from '../declared/routines';
import { findRelation } from '../declared/relations';
import { typeFinder } from '../declared/types';
import type { Names, QueryOutput, RoutineApplication, Surroundings } from '../expressions/reader';
import { parseTypeName, type FindType } from '../expressions/typeNames';
import type { Field } from '../expressions/typed';
import type { GivenArgument } from '../types/builtins';
import { baseOf, readDeclaredType } from '../types/declaredTypes';
import type { TypeId } from '../types/typeFacts';
import { NO_NAMESPACE, UNKNOWN_COLUMNS, type ColumnList, type Namespace } from './columnLists';
import { OUTERMOST, type QueryContext } from './context';
import type { FromItem } from './fromItem';
import { readLevel } from './levelReader';
import { definedTable } from './definitions';
import { columnMeaning, starOf } from './names';
import { outputOf, resolved } from './output';
import { findRegion, type Level } from './regions';
import { columnsOf, readRelation } from './relations';
import { opensQuery } from './fromItems';
import { namespaceOf } from './sources';
import { variableMeaning } from './variables';

/** Queries in queries, and views of views, beyond this are left alone. */
const MAX_DEPTH = 40;

/** What names mean in a fragment, and what its queries give. `surroundings` are all but that. */
export function createNames(surroundings: Omit<Surroundings, 'names'>, declared: Declared): Names {
  return new Scopes(surroundings, declared, 0, new Map());
}

class Scopes implements Names {
  readonly findType: FindType;
  private known: QueryContext | undefined;
  private parents: Int32Array | undefined;
  private parameters: ReadonlyMap<string, string> | undefined;
  private running = 0;

  constructor(
    private readonly outside: Omit<Surroundings, 'names'>,
    private readonly declared: Declared,
    private readonly depth: number,
    /** Of views, by their queries. */
    private readonly views: Map<string, ColumnList>,
  ) {
    this.findType = typeFinder(declared);
  }

  /** Most calls ask for no name. */
  private get context(): QueryContext {
    return (this.known ??= this.createContext());
  }

  private createContext(): QueryContext {
    const { outside, declared, findType } = this;
    return {
      surroundings: { ...outside, names: this },
      declared,
      findType,
      fieldsOf: (type) => this.fieldsOf(type),
      columnsOfType: (type) => this.columnsOfType(type),
      enclosing: (index) => this.enclosing(index),
      level: memoized((open: number) => this.readLevel(open), NO_LEVEL),
      output: memoized((open: number) => this.guarded(() => this.readOutput(open), undefined), undefined),
      relation: (name, at) => this.guarded(() => readRelation(this.context, name, at), undefined),
      namespace: memoized(
        (item: FromItem) => this.guarded(() => namespaceOf(this.context, item), UNKNOWN),
        UNKNOWN,
      ),
      star: (parts, at) => starOf(this.context, parts, at),
      parameters: () => (this.parameters ??= readOwnParameters(outside.fragment)),
      viewColumns: (query) => this.viewColumns(query),
    };
  }

  /** Keeps the stack from running out, whatever is nested in what. */
  private guarded<T>(work: () => T, otherwise: T): T {
    if (this.depth + this.running >= MAX_DEPTH) return otherwise;
    this.running++;
    const result = work();
    this.running--;
    return result;
  }

  private enclosing(index: number): number {
    this.parents ??= findParents(this.outside.fragment.tokens.length, this.outside.brackets);
    return this.parents[index] ?? OUTERMOST;
  }

  private readLevel(open: number) {
    const { fragment, brackets } = this.outside;
    const to = open === OUTERMOST ? fragment.tokens.length : (brackets.get(open)?.close ?? open);
    return readLevel(fragment.tokens, brackets, open + 1, to);
  }

  private readOutput(open: number): QueryOutput | undefined {
    const { statements } = this.context.level(open);
    const [statement, ...more] = statements;
    if (!statement) return this.readInner(open);
    const output = more.length === 0 ? outputOf(this.context, statement) : undefined;
    return output && resolved(output);
  }

  /** `((SELECT …))`. */
  private readInner(open: number): QueryOutput | undefined {
    const { tokens } = this.outside.fragment;
    const { brackets } = this.outside;
    const isDoubled = brackets.get(open + 1)?.close === (brackets.get(open)?.close ?? 0) - 1;
    return isDoubled && opensQuery(tokens, open + 1) ? this.context.output(open + 1) : undefined;
  }

  output(open: number): QueryOutput | undefined {
    return this.context.output(open);
  }

  variable(name: string, at: number): Field | undefined {
    return variableMeaning(this.context, [name], at);
  }

  lookup(parts: readonly string[], at: number): Field | undefined {
    const column = columnMeaning(this.context, parts, at);
    const variable = variableMeaning(this.context, parts, at);
    const { language } = this.outside.fragment;
    if (typeof column !== 'string') {
      // PL/pgSQL refuses what may be both; in SQL the column hides the parameter.
      return variable && language === 'plpgsql' ? { ...variable, type: undefined } : column;
    }
    if (language === 'plpgsql') return variable;
    return column === 'none' ? variable : undefined;
  }

  hasCasts(): boolean {
    return this.declared.casts.some(isBetweenBuiltins);
  }

  isInQuery(at: number): boolean {
    if (definedTable(this.context) === undefined) return true;
    for (let index = at; ;) {
      const open = this.enclosing(index);
      if (findRegion(this.context.level(open), index)) return true;
      if (open === OUTERMOST) return false;
      index = open;
    }
  }

  routine(name: QualifiedName, given: readonly GivenArgument[]): RoutineApplication | undefined {
    return applyRoutine(this.declared, name, given, this.findType);
  }

  private columnsOfType(type: TypeId): ColumnList | undefined {
    const parts = readDeclaredType(baseOf(type));
    if (parts?.kind !== 'composite') return undefined;
    const { schema, name } = parts;
    const relation = findRelation(this.declared, { name, ...(schema !== '' && { schema }) });
    return relation && this.guarded(() => columnsOf(this.context, relation), UNKNOWN_COLUMNS);
  }

  fieldsOf(type: TypeId): readonly Field[] | undefined {
    const list = this.columnsOfType(type);
    return list?.complete ? list.columns : undefined;
  }

  private viewColumns(query: string): ColumnList {
    const before = this.views.get(query);
    if (before) return before;
    // A view of itself.
    this.views.set(query, UNKNOWN_COLUMNS);
    const depth = this.depth + this.running + 1;
    const scopes = new Scopes(
      surround(createFragment(query, { psql: false })),
      this.declared,
      depth,
      this.views,
    );
    const list = scopes.output(OUTERMOST) ?? UNKNOWN_COLUMNS;
    this.views.set(query, list);
    return list;
  }
}

function isBetweenBuiltins(declaration: Declaration): boolean {
  if (declaration.kind !== 'cast') return false;
  return declaration.types.every((type) => parseTypeName(type) !== undefined);
}

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

function readOwnParameters({ parent, tokens }: Fragment): ReadonlyMap<string, string> {
  const creates = parent === undefined && wordOf(tokens[0]) === 'create';
  const kind = wordOf(tokens[wordOf(tokens[1]) === 'or' ? 3 : 1]);
  return creates && (kind === 'function' || kind === 'procedure') ? readParameters(tokens) : NO_PARAMETERS;
}

const NO_LEVEL: Level = { statements: [], regions: [] };
const UNKNOWN: Namespace = { ...NO_NAMESPACE, list: UNKNOWN_COLUMNS };

/** A fragment by itself, whose calls of our functions mean nothing. */
function surround(fragment: Fragment): Omit<Surroundings, 'names'> {
  const brackets = matchBrackets(fragment.tokens, new Set());
  return { fragment, brackets, callAt: () => undefined, isRepeated: () => false };
}

/** Answers once for each key; to a question that leads back to itself, the answer is `pending`. */
function memoized<K, V>(work: (key: K) => V, pending: V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    if (known.has(key)) return known.get(key) ?? pending;
    known.set(key, pending);
    const value = work(key);
    known.set(key, value);
    return value;
  };
}

function findParents(count: number, brackets: Surroundings['brackets']): Int32Array {
  const parents = new Int32Array(count);
  const open: { readonly at: number; readonly close: number }[] = [];
  for (let index = 0; index < count; index++) {
    for (let top = open.at(-1); top && index >= top.close; top = open.at(-1)) open.pop();
    parents[index] = open.at(-1)?.at ?? OUTERMOST;
    const bracket = brackets.get(index);
    if (bracket) open.push({ at: index, close: bracket.close });
  }
  return parents;
}
