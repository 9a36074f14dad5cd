/** Which files of a workspace may hold SQL, by their names. */
import { isSqlFile, SQL_EXTENSIONS } from '../catalog/sqlLanguages';
import { HOST_LANGUAGES, hostLanguageOfFile } from '../host/languages';

/** An editor's id for the language of a file; undefined where the file's name says that it holds no SQL. */
export function languageOfFile(path: string): string | undefined {
  return isSqlFile(path) ? 'sql' : hostLanguageOfFile(path);
}

/** Of all files that may hold SQL; with the dot. */
export const EXTENSIONS: readonly string[] = [
  ...SQL_EXTENSIONS,
  ...HOST_LANGUAGES.flatMap(({ extensions }) => extensions),
];
