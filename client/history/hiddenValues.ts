import { SECRET_NAME } from '../../core/catalog/secrets';

/** The values of those psql variables whose names say that they are secret. */
export function hiddenValues(variables: ReadonlyMap<string, string>): string[] {
  return [...variables].flatMap(([name, value]) => (SECRET_NAME.test(name) ? value : []));
}
