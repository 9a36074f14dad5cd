/**
 * Ids that editors give to documents that are SQL as a whole: VS Code's own, and those that other extensions bring.
 * No language is added or taken over; `when` clauses of the manifest name the same ones.
 */
export const SQL_LANGUAGE_IDS: readonly string[] = [
  'sql',
  'pgsql',
  'plpgsql',
  'postgres',
  'postgresql',
  'sql-postgres',
  'psql',
  'jinja-sql',
];

/** How the names of files end that are SQL as a whole. */
export const SQL_EXTENSIONS: readonly string[] = ['.sql', '.psql', '.pgsql', '.plpgsql', '.ddl'];

/** By its name. */
export function isSqlFile(path: string): boolean {
  const lower = path.toLowerCase();
  return SQL_EXTENSIONS.some((extension) => lower.endsWith(extension));
}
