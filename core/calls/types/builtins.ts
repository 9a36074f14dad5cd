/** The types that PostgreSQL's own functions and operators give, by its own choice among their overloads. */
import { FUNCTIONS } from '../../catalog/postgresql/functions';
import { OPERATORS } from '../../catalog/postgresql/operators';
import { choose, chooseInexact, type Candidate, type Choice } from './candidates';
import { canCoerce, canImplicitly } from './coercion';
import { isPolymorphic, resolvePolymorphic } from './polymorphic';
import { isType, UNKNOWN, type TypeId } from './typeFacts';

/** What an application of a function or operator comes to. */
export type Application =
  | {
      readonly kind: 'typed';
      readonly type: TypeId;
      /** What each argument is converted to; undefined where an argument's type isn't known. */
      readonly takes: readonly TypeId[] | undefined;
      readonly prokind: Prokind;
    }
  /** The text does not tell. */
  | { readonly kind: 'undecided' }
  /** PostgreSQL will not take it. */
  | { readonly kind: 'refused' };

/** pg_proc.prokind: function, aggregate, window function; `fs` returns a set. */
export type Prokind = 'f' | 'fs' | 'a' | 'w';

export interface GivenArgument {
  /** undefined: not known. */
  readonly type: TypeId | undefined;
  readonly name?: string;
  /** A literal, no parameter. */
  readonly isConstant?: boolean;
}

interface BuiltinFunction extends Candidate {
  readonly prokind: Prokind;
  readonly returns: TypeId;
}

interface Row {
  readonly prokind: Prokind;
  readonly defaults: number;
  readonly variadic: TypeId | undefined;
  readonly arguments: readonly TypeId[];
  readonly result: TypeId;
  readonly names: readonly string[] | undefined;
}

const list = (text: string | undefined): readonly string[] =>
  text === undefined || text === '-' ? [] : text.split(',');

/** Read when the first expression asks. */
let functionRows: ReadonlyMap<string, readonly string[]> | undefined;
let operatorRows: ReadonlyMap<string, readonly string[]> | undefined;

function indexByName(table: string): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const row of table.trim().split('\n')) {
    const name = row.slice(0, row.indexOf(' '));
    const rows = index.get(name);
    if (rows) rows.push(row);
    else index.set(name, [row]);
  }
  return index;
}

/** A function of pg_catalog; undecided where it has none of the name, refused where its versions differ. */
export function applyFunction(name: string, given: readonly GivenArgument[]): Application {
  functionRows ??= indexByName(FUNCTIONS);
  const rows = functionRows.get(name);
  if (!rows) return { kind: 'undecided' };
  if (rows.some((row) => isDoubtful(row, given.length))) return { kind: 'refused' };
  const conversion = applyConversion(name, given);
  if (conversion) return conversion;
  const candidates = rows.flatMap((row) => (isDoubt(row) ? [] : (toCandidate(parseRow(row), given) ?? [])));
  return apply(
    given.map(({ type }) => type),
    candidates,
    choose,
  );
}

/** func_get_detail: `date('…')` is a literal of the type; of another value it may be a cast. */
function applyConversion(name: string, given: readonly GivenArgument[]): Application | undefined {
  const [argument, ...more] = given;
  if (!argument || more.length > 0 || argument.name !== undefined || !isType(name)) return undefined;
  if (argument.type !== UNKNOWN || !argument.isConstant) return undefined;
  return { kind: 'typed', type: name, takes: [name], prokind: 'f' };
}

function isDoubt(row: string): boolean {
  return row.includes(' ? ');
}

/** `name ? least most`: with so many arguments PostgreSQL's versions know different functions. */
function isDoubtful(row: string, count: number): boolean {
  const [, , least, most] = row.split(' ');
  return isDoubt(row) && count >= Number(least) && count <= Number(most);
}

function parseRow(row: string): Row {
  const [, prokind, defaults, variadic, types, result = '', names] = row.split(' ');
  return {
    prokind: prokind as Prokind,
    defaults: Number(defaults),
    variadic: variadic === '-' ? undefined : variadic,
    arguments: list(types),
    result,
    names: names === '-' ? undefined : list(names),
  };
}

/** FuncnameGetCandidates: the row with as many arguments as are given, in their order. */
function toCandidate(row: Row, given: readonly GivenArgument[]): BuiltinFunction | undefined {
  const takes = given.some(({ name }) => name !== undefined)
    ? takesNamed(row, given)
    : takesInOrder(row, given);
  return takes && { takes, prokind: row.prokind, returns: row.result };
}

function takesInOrder(row: Row, given: readonly GivenArgument[]): readonly TypeId[] | undefined {
  const declared = row.arguments;
  if (given.length < declared.length)
    return given.length + row.defaults < declared.length ? undefined : declared;
  if (given.length === declared.length && row.variadic === undefined) return declared;
  const { variadic } = row;
  if (variadic === undefined) return undefined;
  const fixed = declared.slice(0, -1);
  return [...fixed, ...given.slice(fixed.length).map(() => variadic)];
}

function takesNamed(row: Row, given: readonly GivenArgument[]): readonly TypeId[] | undefined {
  const { names } = row;
  if (!names || row.variadic !== undefined || given.length > names.length) return undefined;
  const seats = given.map(({ name }, index) => (name === undefined ? index : names.indexOf(name)));
  if (seats.includes(-1) || new Set(seats).size < seats.length) return undefined;
  const firstDefault = names.length - row.defaults;
  const missing = names.findIndex((_, seat) => seat < firstDefault && !seats.includes(seat));
  if (missing >= 0) return undefined;
  return seats.map((seat) => row.arguments[seat] ?? '');
}

/** `left` is undefined, not missing, where its type isn't known; a prefix operator has `given` of one. */
export function applyOperator(name: string, given: readonly (TypeId | undefined)[]): Application {
  operatorRows ??= indexByName(OPERATORS);
  const rows = operatorRows.get(name === '!=' ? '<>' : name);
  if (!rows) return { kind: 'undecided' };
  const candidates = rows.flatMap((row): BuiltinFunction[] => {
    const [, left = '', right = '', returns = ''] = row.split(' ');
    const takes = left === '-' ? [right] : [left, right];
    return takes.length === given.length ? [{ takes, returns, prokind: 'f' }] : [];
  });
  return apply(given, candidates, chooseOperator);
}

/** oper: an operator that is exact once an untyped operand takes the other's type goes first. */
function chooseOperator<C extends Candidate>(given: readonly TypeId[], candidates: readonly C[]): Choice<C> {
  const known = given.find((type) => type !== UNKNOWN);
  const assumed = known === undefined ? given : given.map((type) => (type === UNKNOWN ? known : type));
  const exact = candidates.find(({ takes }) => assumed.every((type, index) => type === takes[index]));
  return exact ? { kind: 'one', candidate: exact } : chooseInexact(given, candidates);
}

type Choose = <C extends Candidate>(given: readonly TypeId[], candidates: readonly C[]) => Choice<C>;

function apply(
  given: readonly (TypeId | undefined)[],
  candidates: readonly BuiltinFunction[],
  chooser: Choose,
): Application {
  const known = given.filter((type) => type !== undefined);
  if (known.length < given.length) return applyPartly(given, candidates);
  const choice = chooser(known, candidates);
  if (choice.kind !== 'one') return { kind: 'refused' };
  const { takes, returns, prokind } = choice.candidate;
  const resolve = (type: TypeId) => resolvePolymorphic(type, known, takes, canImplicitly);
  const type = resolve(returns);
  const resolved = takes.map(resolve);
  if (type === undefined || resolved.includes(undefined)) return { kind: 'refused' };
  return { kind: 'typed', type, takes: resolved.map((one) => one ?? ''), prokind };
}

/** With an argument that is not known: the type, if all that may be meant give the same one. */
function applyPartly(
  given: readonly (TypeId | undefined)[],
  candidates: readonly BuiltinFunction[],
): Application {
  const wildcards = given.map((type) => type ?? UNKNOWN);
  const possible = candidates.filter(({ takes }) => canCoerce(wildcards, takes));
  const [first] = possible;
  if (!first) return { kind: 'refused' };
  if (possible.some(({ returns }) => returns !== first.returns)) return { kind: 'undecided' };
  const type = resolvePolymorphic(first.returns, [], [], canImplicitly);
  if (type === undefined) return { kind: 'undecided' };
  const takes = possible.length === 1 && !first.takes.some(isPolymorphic) ? first.takes : undefined;
  return { kind: 'typed', type, takes, prokind: first.prokind };
}
