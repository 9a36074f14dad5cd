/** What is known of tables, types and routines round the checked files. */
import { createDocument } from '../../core/analysis';
import { hostLanguageOfFile } from '../../core/host/languages';
import { findDeclarableNames, foldName } from '../../core/schema/declarableNames';
import { createDeclared, type Declared } from '../../core/schema/declared';
import type { CastDeclaration, Declaration, DeclaredSchema } from '../../core/schema/model';
import { readSchema } from '../../core/schema/readSchema';
import { readText, type SourceFile } from './sourceFiles';

/**
 * What the SQL files among these declare. Only those are read that may declare what a call asks for: a name, or casts,
 * which every call asks for.
 */
export function declaredInFiles(files: readonly SourceFile[]): DeclaredSchema {
  return new FilesSchema(
    files.filter(({ path, mayDeclare }) => mayDeclare && path !== '-' && !hostLanguageOfFile(path)),
  );
}

class FilesSchema implements DeclaredSchema {
  private readonly read = new Map<SourceFile, Declared>();
  private readonly answers = new Map<string, readonly Declaration[]>();
  private candidates: Candidates | undefined;
  private foundCasts: readonly CastDeclaration[] | undefined;

  constructor(private readonly files: readonly SourceFile[]) {}

  get declarations(): readonly Declaration[] {
    return this.files.flatMap((file) => readDeclared(file).declarations);
  }

  get casts(): readonly CastDeclaration[] {
    return (this.foundCasts ??= this.files
      .filter(({ mayDeclareCasts }) => mayDeclareCasts)
      .flatMap((file) => this.declaredIn(file).casts));
  }

  named(name: string): readonly Declaration[] {
    const before = this.answers.get(name);
    if (before) return before;
    this.candidates ??= findCandidates(this.files);
    const answer = candidatesFor(this.candidates, name).flatMap((file) => this.declaredIn(file).named(name));
    this.answers.set(name, answer);
    return answer;
  }

  private declaredIn(file: SourceFile): Declared {
    const before = this.read.get(file);
    if (before) return before;
    const declared = createDeclared([readDeclared(file)]);
    this.read.set(file, declared);
    return declared;
  }
}

function readDeclared(file: SourceFile): DeclaredSchema {
  return readSchema(createDocument(textOf(file)));
}

/** One that is gone declares nothing. */
function textOf({ path, source }: SourceFile): string {
  return source?.text ?? readText(path) ?? '';
}

interface Candidates {
  readonly files: readonly SourceFile[];
  /** Places in `files`, in their order, by folded name. */
  readonly byName: ReadonlyMap<string, readonly number[]>;
  /** Those that may declare any name. */
  readonly always: readonly number[];
}

function findCandidates(files: readonly SourceFile[]): Candidates {
  const byName = new Map<string, number[]>();
  const always: number[] = [];
  for (const [index, file] of files.entries()) {
    const names = findDeclarableNames(textOf(file));
    if (!names) always.push(index);
    for (const name of names ?? []) {
      const others = byName.get(name);
      if (others) others.push(index);
      else byName.set(name, [index]);
    }
  }
  return { files, byName, always };
}

function candidatesFor({ files, byName, always }: Candidates, name: string): readonly SourceFile[] {
  const own = byName.get(foldName(name)) ?? [];
  const places = always.length === 0 ? own : [...own, ...always].sort((a, b) => a - b);
  return places.flatMap((place) => files[place] ?? []);
}
