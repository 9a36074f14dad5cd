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
      /** Columns of a record. */
      readonly fields?: readonly ResultField[];
      /** What FROM calls a result of one column, if it isn't the function's name. */
      readonly column?: string;
    }
  /** The text does not tell. */
  | { readonly kind: 'undecided' }
  /** PostgreSQL will not take it. */
  | { readonly kind: 'refused' };

/**
 * pg_proc.prokind: function, aggregate, window function; `fs` returns a set, `ao` is an ordered-set aggregate, `ah`
 * a hypothetical one.
 */
export type Prokind = 'f' | 'fs' | 'a' | 'ao' | 'ah' | 'w';

export interface ResultField {
  readonly name: string;
  readonly type: TypeId;
}

export interface GivenArgument {
  /** undefined: not known. */
  readonly type: TypeId | undefined;
  readonly name?: string;
  /** A literal, no parameter. */
  readonly isConstant?: boolean;
}

/** A function that may be meant, PostgreSQL's own or another. */
export interface FunctionCandidate extends Candidate {
  readonly prokind: Prokind;
  readonly returns: TypeId;
  readonly fields?: readonly ResultField[];
  readonly column?: string;
}

interface Row {
  readonly prokind: Prokind;
  readonly defaults: number;
  readonly variadic: TypeId | undefined;
  readonly arguments: readonly TypeId[];
  readonly result: TypeId;
  /** Columns of a record. */
  readonly fields: readonly ResultField[] | undefined;
  /** The one column of a result that is no record. */
  readonly column: string | undefined;
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
  if (!rows) return UNDECIDED;
  const conversion = applyConversion(name, given);
  if (conversion) return conversion;
  const types = given.map(({ type }) => type);
  return onAllVersions(rows, (known) => {
    const candidates = known.flatMap((row) => toCandidate(parseRow(row), given) ?? []);
    return known.length === 0 ? UNDECIDED : apply(types, candidates, choose);
  });
}

const UNDECIDED: Application = { kind: 'undecided' };

/** What comes of the rows that a version has, if it is the same for all versions. */
function onAllVersions(
  rows: readonly string[],
  applyRows: (rows: readonly string[]) => Application,
): Application {
  const tags = new Set(rows.flatMap((row) => row.split(' @')[1] ?? []));
  if (tags.size === 0) return applyRows(rows);
  const sets = VERSIONS.map((version) => rows.filter((row) => isOf(row, version)));
  const results = new Map(sets.map((set) => [set.join(), set])).values();
  const applications = [...results].map(applyRows);
  const [first = UNDECIDED] = applications;
  const isSame = applications.every((one) => JSON.stringify(one) === JSON.stringify(first));
  return isSame ? first : { kind: 'refused' };
}

/** Of Aurora; a row may say which of them it is of. */
const VERSIONS = ['13', '14', '15', '16', '17', '18'];

function isOf(row: string, version: string): boolean {
  const tag = row.split(' @')[1];
  return tag === undefined || tag.split(',').includes(version);
}

/** func_get_detail: `date('…')` is a literal of the type; of another value it may be a cast. */
function applyConversion(name: string, given: readonly GivenArgument[]): Application | undefined {
  const [argument, ...more] = given;
  if (!argument || more.length > 0 || argument.name !== undefined || !isType(name)) return undefined;
  if (argument.type !== UNKNOWN || !argument.isConstant) return undefined;
  return { kind: 'typed', type: name, takes: [name], prokind: 'f' };
}

function parseRow(row: string): Row {
  const [, prokind, defaults, variadic, types, result = '', names] = row.split(' ');
  return {
    prokind: prokind as Prokind,
    defaults: Number(defaults),
    variadic: variadic === '-' ? undefined : variadic,
    arguments: list(types),
    ...parseResult(result),
    names: names === '-' ? undefined : list(names),
  };
}

/** `int4`, `record(key:text,value:json)`, `json(value:json)`. */
function parseResult(text: string): Pick<Row, 'result' | 'fields' | 'column'> {
  const [result = '', columns] = text.replace(')', '').split('(');
  const fields = columns?.split(',').map((column) => {
    const [name = '', type = ''] = column.split(':');
    return { name, type };
  });
  return result === 'record'
    ? { result, fields, column: undefined }
    : { result, fields: undefined, column: fields?.[0]?.name };
}

/** FuncnameGetCandidates: the row with as many arguments as are given, in their order. */
function toCandidate(row: Row, given: readonly GivenArgument[]): FunctionCandidate | undefined {
  const takes = given.some(({ name }) => name !== undefined)
    ? takesNamed(row, given)
    : takesInOrder(row, given);
  const { prokind, result: returns, fields, column } = row;
  const named = column === undefined ? {} : { column };
  return takes && { takes, prokind, returns, ...(fields && { fields }), ...named };
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
  return onAllVersions(rows, (known) =>
    apply(given, operatorCandidates(known, given.length), chooseOperator),
  );
}

function operatorCandidates(rows: readonly string[], operands: number): readonly FunctionCandidate[] {
  return rows.flatMap((row): FunctionCandidate[] => {
    const [, left = '', right = '', returns = ''] = row.split(' ');
    const takes = left === '-' ? [right] : [left, right];
    return takes.length === operands ? [{ takes, returns, prokind: 'f' }] : [];
  });
}

/** oper: an operator that is exact once an untyped operand takes the other's type goes first. */
function chooseOperator<C extends Candidate>(given: readonly TypeId[], candidates: readonly C[]): Choice<C> {
  const known = given.find((type) => type !== UNKNOWN);
  const assumed = known === undefined ? given : given.map((type) => (type === UNKNOWN ? known : type));
  const exact = candidates.find(({ takes }) => assumed.every((type, index) => type === takes[index]));
  return exact ? { kind: 'one', candidate: exact } : chooseInexact(given, candidates);
}

/** One of these functions, by its arguments alone. */
export function applyCandidates(
  given: readonly (TypeId | undefined)[],
  candidates: readonly FunctionCandidate[],
): Application {
  return apply(given, candidates, choose);
}

/** Whether pg_catalog has a function of the name. */
export function isBuiltinFunction(name: string): boolean {
  functionRows ??= indexByName(FUNCTIONS);
  return functionRows.has(name);
}

type Choose = <C extends Candidate>(given: readonly TypeId[], candidates: readonly C[]) => Choice<C>;

function apply(
  given: readonly (TypeId | undefined)[],
  candidates: readonly FunctionCandidate[],
  chooser: Choose,
): Application {
  const known = given.filter((type) => type !== undefined);
  if (known.length < given.length) return applyPartly(given, candidates);
  const choice = chooser(known, candidates);
  if (choice.kind !== 'one') return { kind: 'refused' };
  const { takes, returns, prokind, fields, column } = choice.candidate;
  const resolve = (type: TypeId) => resolvePolymorphic(type, known, takes, canImplicitly);
  const type = resolve(returns);
  const resolved = takes.map(resolve);
  if (type === undefined || resolved.includes(undefined)) return { kind: 'refused' };
  const own = fields?.some((field) => isPolymorphic(field.type)) ? undefined : fields;
  return {
    kind: 'typed',
    type,
    // What defaults take differs between versions where nothing else does.
    takes: resolved.slice(0, known.length).map((one) => one ?? ''),
    prokind,
    ...(own && { fields: own }),
    ...(column !== undefined && { column }),
  };
}

/** With an argument that is not known: the type, if all that may be meant give the same one. */
function applyPartly(
  given: readonly (TypeId | undefined)[],
  candidates: readonly FunctionCandidate[],
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
