/** Which column of a file gives which parameter or psql variable of a statement. */

export interface Wanted {
  /** How many parameters, `$1` and so on. */
  readonly parameters: number;
  /** The psql variables that are used. */
  readonly variables: readonly string[];
}

export interface ColumnMatch {
  readonly column: string;
  /** `$1` for a parameter, else the name of a psql variable. */
  readonly target: string;
  readonly isUsed: boolean;
}

export interface ColumnMatches {
  readonly matches: readonly ColumnMatch[];
  /** Parameters that no column gives. */
  readonly missing: readonly string[];
}

/**
 * By name. Where as many columns are left as there are parameters that none names, they are those, in order. Any
 * other column is a psql variable that nothing uses.
 */
export function matchColumns(columns: readonly string[], { parameters, variables }: Wanted): ColumnMatches {
  const names = Array.from({ length: parameters }, (_, index) => `$${index + 1}`);
  const known = new Set([...names, ...variables]);
  const unnamed = names.filter((name) => !columns.includes(name));
  const left = columns.filter((column) => !known.has(column) && !PARAMETER.test(column));
  const isInOrder = unnamed.length === left.length;
  const matches = columns.map((column) => {
    const target = isInOrder ? unnamed[left.indexOf(column)] : undefined;
    return { column, target: target ?? column, isUsed: target !== undefined || known.has(column) };
  });
  return { matches, missing: isInOrder ? [] : unnamed };
}

const PARAMETER = /^\$[1-9]\d{0,4}$/;

/** The number of a parameter; undefined: the name is a psql variable's. */
export function parameterNumber(target: string): number | undefined {
  return PARAMETER.test(target) ? Number(target.slice(1)) : undefined;
}
