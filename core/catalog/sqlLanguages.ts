/** Ids that editors give to documents that are SQL as a whole; all others are left alone. */
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
