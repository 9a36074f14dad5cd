/** What the workspace holds for us: open documents as the editor has them, unsaved text included, and files. */
import { dirname, relative } from 'node:path';
import type { Location } from 'vscode-languageserver-types';
import type { DeclaredSchema } from '../../core/schema/model';
import { mergeSchemas } from '../../core/schema/readSchema';
import type { OpenDocuments, OpenText } from '../documents/documents';
import type { FileIndex } from './fileIndex';
import { schemeOf, toPath, toUri, type WorkspaceFolders } from './folders';
import { isSameFunction, type LambdaIdentity } from '../spot/lambdaIdentity';
import { declaredSchemas, summarize, type FileSummary } from './summary';
import { isBelow } from './walkFolder';

export interface WorkspaceFile {
  readonly uri: string;
  readonly summary: FileSummary;
  /** Of an open document, as the editor counts them. */
  readonly version?: number;
}

/** Where a person's own text is; other documents are copies, for instance of an older commit. */
const OWN_SCHEMES = ['file', 'untitled', 'vscode-notebook-cell'];

export class Workspace {
  /** By document: what the others declare, and of what it was made. */
  private readonly merged = new Map<
    string,
    { readonly parts: readonly DeclaredSchema[]; readonly schema: DeclaredSchema }
  >();

  private readonly listeners: (() => void)[] = [];
  /** What files that are not open declare, and of what it was made. */
  private inFiles: { readonly state: readonly unknown[]; readonly schema: DeclaredSchema } | undefined;

  constructor(
    private readonly documents: OpenDocuments,
    private readonly index: FileIndex,
    private readonly folders: WorkspaceFolders,
  ) {}

  get folderPaths(): readonly string[] {
    return this.folders.paths;
  }

  /** Each file once, open ones first. `asked`: a document that counts in any case. */
  files(asked?: string): readonly WorkspaceFile[] {
    const open = this.findOpen(asked);
    const opened = new Set(open.flatMap(({ uri }) => toPath(uri) ?? []));
    const closed = [...this.index.summaries].filter(([path]) => !opened.has(path));
    return [
      ...open.map(({ uri, version, text }) => ({ uri, version, summary: summarize(text) })),
      ...closed.map(([path, summary]) => ({ uri: toUri(path), summary })),
    ];
  }

  /** Those that name the function, each as it is now, whatever the editor has told of changes. */
  async findNames(identity: LambdaIdentity, asked: string): Promise<readonly WorkspaceFile[]> {
    const isWanted = ({ summary }: WorkspaceFile): boolean =>
      summary.names.some((name) => isSameFunction(name, identity));
    const known = this.files(asked).filter(isWanted);
    const closed = known.filter(({ version }) => version === undefined);
    await Promise.all(closed.map(({ uri }) => this.index.readFile(toPath(uri) ?? '')));
    return this.files(asked).filter(isWanted);
  }

  /** All that bear the name, whichever function they mean. */
  names(name: string): readonly LambdaIdentity[] {
    return this.files().flatMap(({ summary }) => summary.names.filter((use) => use.name === name));
  }

  /** Where the routines of a name are created that call Lambda; a schema that is not written may be any. */
  findRoutines(name: string): Location[] {
    return this.files().flatMap(({ uri, summary }) =>
      summary.routines
        .filter((routine) => isSameRoutine(routine.name, name))
        .map(({ range }) => ({ uri, range })),
    );
  }

  /** The file's path in its folder, as people name it. */
  describeFile(uri: string): string {
    const path = toPath(uri);
    const folder = this.folders.paths.find((each) => path !== undefined && isBelow(each, path));
    if (path === undefined) return uri.replace(/^[^:]*:/, '');
    if (folder === undefined) return path;
    // With several folders open, as VS Code shows paths then.
    const shown = this.folders.paths.length > 1 ? dirname(folder) : folder;
    return relative(shown, path);
  }

  /** What the workspace's SQL declares, one document aside; the same value again as long as nothing of it changes. */
  declaredRound(uri: string): DeclaredSchema {
    const open = this.findOpen();
    const closed = this.declaredInFiles(
      [uri, ...open.map((each) => each.uri)].flatMap((each) => toPath(each) ?? []),
    );
    const others = open.filter((each) => each.uri !== uri);
    const parts = [...others.flatMap(({ text }) => declaredSchemas(text)), closed].filter(isSomething);
    const before = this.merged.get(uri);
    if (before && isSame(before.parts, parts)) return before.schema;
    const schema = mergeSchemas(parts);
    this.merged.set(uri, { parts, schema });
    return schema;
  }

  /** To be called when a document is closed. */
  forget(uri: string): void {
    this.merged.delete(uri);
  }

  /** To be called when files have changed. */
  noteChange(): void {
    this.listeners.forEach((listen) => listen());
  }

  /** Called when files have changed, whether or not what they declare is another. */
  onDidChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  private findOpen(asked?: string): readonly OpenText[] {
    const schemes = new Set([...OWN_SCHEMES, ...this.folders.schemes]);
    return this.documents.everything.filter(({ uri }) => uri === asked || schemes.has(schemeOf(uri)));
  }

  /** Of the files that are not open. */
  private declaredInFiles(opened: readonly string[]): DeclaredSchema {
    const state = [this.index.generation, ...new Set(opened)];
    const before = this.inFiles;
    if (before && isSame(before.state, state)) return before.schema;
    const paths = new Set(opened);
    const closed = [...this.index.summaries].filter(([path]) => !paths.has(path));
    const schema = mergeSchemas(closed.map(([, summary]) => summary.schema));
    this.inFiles = { state, schema };
    return schema;
  }
}

function isSameRoutine(declared: string, called: string): boolean {
  const bare = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
  const isQualified = declared.includes('.') && called.includes('.');
  return isQualified ? declared === called : bare(declared) === bare(called);
}

function isSomething({ declarations }: DeclaredSchema): boolean {
  return declarations.length > 0;
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((part, at) => part === other[at]);
}
