import { SQL_LANGUAGE_IDS } from '../core/catalog/sqlLanguages';

/** Wherever the document comes from: a file, an untitled editor, a notebook cell, git. */
export const SQL_SELECTOR = SQL_LANGUAGE_IDS.map((language) => ({ language }));

/** A `when` clause: whether the context key (`editorLangId`, `resourceLangId`) names one of them. */
export function sqlClause(key: string): string {
  return `${key} =~ /^(${SQL_LANGUAGE_IDS.join('|')})$/`;
}

export function isSqlLanguage(languageId: string): boolean {
  return SQL_LANGUAGE_IDS.includes(languageId);
}
