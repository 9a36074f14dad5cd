/** Declarations by name, as whoever reads SQL asks for them. */
import { EMPTY_SCHEMA, type CastDeclaration, type Declaration, type DeclaredSchema } from './model';

export interface Declared {
  /** What bears the name, whatever its schema; triggers go by the routine that they run. */
  named(name: string): readonly Declaration[];
  readonly casts: readonly CastDeclaration[];
}

const NONE: readonly never[] = [];

export const NOTHING_DECLARED: Declared = { named: () => NONE, casts: NONE };

/** The same as another, noting down what is asked of it and answered. */
export class Remembered implements Declared {
  private answers: Map<string, readonly Declaration[]> | undefined;

  constructor(private source: Declared) {}

  named(name: string): readonly Declaration[] {
    const before = this.answers?.get(name);
    if (before) return before;
    const answer = this.source.named(name);
    this.answers ??= new Map();
    this.answers.set(name, answer);
    return answer;
  }

  /** Everybody asks. */
  get casts(): readonly CastDeclaration[] {
    return this.source.casts;
  }

  /** Takes another one's answers from now on, if it gives those that were noted down. */
  follow(other: Declared): boolean {
    if (other === this.source) return true;
    if (!areSame(other.casts, this.casts)) return false;
    for (const [name, answer] of this.answers ?? []) if (!areSame(other.named(name), answer)) return false;
    this.source = other;
    return true;
  }
}

function areSame(some: readonly Declaration[], others: readonly Declaration[]): boolean {
  return (
    some === others || (some.length === others.length && some.every((one, index) => one === others[index]))
  );
}

/** By name. */
type Index = ReadonlyMap<string, readonly Declaration[]>;

const indexes = new WeakMap<DeclaredSchema, Index>();

/** All that several schemas declare, the first ones first. */
export function createDeclared(schemas: readonly DeclaredSchema[]): Declared {
  const filled = schemas.filter((schema) => schema !== EMPTY_SCHEMA);
  if (filled.length === 0) return NOTHING_DECLARED;
  return {
    named: (name) => filled.flatMap((schema) => namedIn(schema, name)),
    casts: filled.flatMap(castsOf),
  };
}

function namedIn(schema: DeclaredSchema, name: string): readonly Declaration[] {
  return schema.named?.(name) ?? indexOf(schema).get(name) ?? NONE;
}

function castsOf(schema: DeclaredSchema): readonly CastDeclaration[] {
  return schema.casts ?? schema.declarations.filter((one) => one.kind === 'cast');
}

function indexOf(schema: DeclaredSchema): Index {
  const before = indexes.get(schema);
  if (before) return before;
  const index = new Map<string, Declaration[]>();
  for (const declaration of schema.declarations) {
    const name = nameOf(declaration);
    if (name === undefined) continue;
    const others = index.get(name);
    if (others) others.push(declaration);
    else index.set(name, [declaration]);
  }
  indexes.set(schema, index);
  return index;
}

function nameOf(declaration: Declaration): string | undefined {
  switch (declaration.kind) {
    case 'cast':
      return undefined;
    case 'trigger':
      return declaration.routine.name;
    default:
      return declaration.name.name;
  }
}
