/** What is known of tables, types and routines round the checked files. */
import { createDocument } from '../../core/analysis';
import { hostLanguageOfFile } from '../../core/host/languages';
import type { CastDeclaration, Declaration, DeclaredSchema } from '../../core/schema/model';
import { readSchema } from '../../core/schema/readSchema';
import { readText, type SourceFile } from './sourceFiles';

/**
 * What the SQL files among these declare. They are read when a call in one of them asks for a name; for casts, which
 * every call asks for, only those that can have one are.
 */
export function declaredInFiles(files: readonly SourceFile[]): DeclaredSchema {
  return new FilesSchema(
    files.filter(({ path, mayDeclare }) => mayDeclare && path !== '-' && !hostLanguageOfFile(path)),
  );
}

class FilesSchema implements DeclaredSchema {
  private read: readonly Declaration[] | undefined;
  private readCasts: readonly CastDeclaration[] | undefined;

  constructor(private readonly files: readonly SourceFile[]) {}

  get declarations(): readonly Declaration[] {
    return (this.read ??= this.files.flatMap((file) => readFile(file)?.declarations ?? []));
  }

  get casts(): readonly CastDeclaration[] {
    return (this.readCasts ??= this.files
      .filter(({ mayDeclareCasts }) => mayDeclareCasts)
      .flatMap((file) => readFile(file)?.casts ?? []));
  }
}

function readFile({ path, source }: SourceFile): DeclaredSchema | undefined {
  const text = source?.text ?? readText(path);
  return text === undefined ? undefined : readSchema(createDocument(text));
}
