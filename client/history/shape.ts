/** Checks data that was read from a file, field by field. What has another shape is not used. */

/** Gives the value as it is wanted; throws `Misshapen` for any other. */
export type Shape<T> = (value: unknown) => T;

export class Misshapen extends Error {}

/** Undefined where the value has another shape. */
export function readAs<T>(shape: Shape<T>, value: unknown): T | undefined {
  try {
    return shape(value);
  } catch (error) {
    if (error instanceof Misshapen) return undefined;
    throw error;
  }
}

const ofType =
  <T>(isOfType: (value: unknown) => value is T): Shape<T> =>
  (value) => {
    if (!isOfType(value)) throw new Misshapen();
    return value;
  };

export const text = ofType((value): value is string => typeof value === 'string');
export const flag = ofType((value): value is boolean => typeof value === 'boolean');
export const figure = ofType((value): value is number => Number.isFinite(value));
export const count = ofType(
  (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0,
);

export const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value) =>
    value === null ? null : shape(value);

export const orNone =
  <T>(shape: Shape<T>): Shape<T | undefined> =>
  (value) =>
    value === undefined ? undefined : shape(value);

export const oneOf = <T extends string>(...values: readonly T[]): Shape<T> =>
  ofType((value): value is T => values.some((one) => one === value));

export const list =
  <T>(shape: Shape<T>): Shape<readonly T[]> =>
  (value) => {
    if (!Array.isArray(value)) throw new Misshapen();
    return value.map(shape);
  };

/** Other members are left out, and so are those that are undefined. */
export const object =
  <T>(fields: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> =>
  (value) => {
    if (typeof value !== 'object' || value === null) throw new Misshapen();
    const members = Object.entries<Shape<unknown>>(fields).map(
      ([name, shape]) => [name, shape((value as Record<string, unknown>)[name])] as const,
    );
    return Object.fromEntries(members.filter(([, member]) => member !== undefined)) as T;
  };
