/** Declarations by name, as whoever reads SQL asks for them. */
import type { Declaration, DeclaredSchema } from './model';

export interface Declared {
  /**
   * What bears the name, whatever its schema; triggers go by the routine that they run, casts by CASTS.
   */
  readonly named: (name: string) => readonly Declaration[];
}

/** Nothing in SQL is called so. */
export const CASTS = '';

const NONE: readonly Declaration[] = [];

export const NOTHING_DECLARED: Declared = { named: () => NONE };

/** The same, noting down what is asked and answered. */
export function remember(declared: Declared, asked: Map<string, readonly Declaration[]>): Declared {
  return {
    named: (name) => {
      const answer = asked.get(name) ?? declared.named(name);
      asked.set(name, answer);
      return answer;
    },
  };
}

/** Whether it gives the answers that were noted down. */
export function saysTheSame(declared: Declared, asked: ReadonlyMap<string, readonly Declaration[]>): boolean {
  for (const [name, answer] of asked) {
    const now = declared.named(name);
    if (now.length !== answer.length || now.some((one, index) => one !== answer[index])) return false;
  }
  return true;
}

type Index = ReadonlyMap<string, readonly Declaration[]>;

const indexes = new WeakMap<DeclaredSchema, Index>();

/** All that several schemas declare, the first ones first. */
export function createDeclared(schemas: readonly DeclaredSchema[]): Declared {
  const filled = schemas.filter(({ declarations }) => declarations.length > 0);
  if (filled.length === 0) return NOTHING_DECLARED;
  const parts = filled.map(indexOf);
  return { named: (name) => parts.flatMap((part) => part.get(name) ?? NONE) };
}

function indexOf(schema: DeclaredSchema): Index {
  const before = indexes.get(schema);
  if (before) return before;
  const index = new Map<string, Declaration[]>();
  for (const declaration of schema.declarations) {
    const name = nameOf(declaration);
    const others = index.get(name);
    if (others) others.push(declaration);
    else index.set(name, [declaration]);
  }
  indexes.set(schema, index);
  return index;
}

function nameOf(declaration: Declaration): string {
  switch (declaration.kind) {
    case 'cast':
      return CASTS;
    case 'trigger':
      return declaration.routine.name;
    default:
      return declaration.name.name;
  }
}
