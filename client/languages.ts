/**
 * The languages that hold nothing but SQL: VS Code's own, and those that other extensions bring for PostgreSQL.
 * No language is added or taken over; `when` clauses of the manifest name the same ones.
 */
export const SQL_LANGUAGES = ['sql', 'pgsql', 'postgres', 'postgresql', 'plpgsql', 'psql'] as const;

/** Wherever the document comes from: a file, an untitled editor, a notebook cell, git. */
export const SQL_SELECTOR = SQL_LANGUAGES.map((language) => ({ language }));

/** A `when` clause: whether the context key (`editorLangId`, `resourceLangId`) names one of them. */
export function sqlClause(key: string): string {
  return `${key} =~ /^(${SQL_LANGUAGES.join('|')})$/`;
}

export function isSqlLanguage(languageId: string): boolean {
  return (SQL_LANGUAGES as readonly string[]).includes(languageId);
}
