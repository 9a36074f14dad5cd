/** The scripts that share psql's variables with one: those it includes, those that include it, and theirs. */
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { createDocument } from '../../core/analysis';
import { isSqlFile } from '../../core/catalog/sqlLanguages';
import type { Include } from '../../core/includes';
import type { SqlDocument } from '../../core/sql/document';
import type { OpenDocuments } from '../documents/documents';
import { toPath, toUri } from './folders';
import { ANYTHING, readTextFile } from './textFile';
import { isBelow } from './walkFolder';
import type { Workspace, WorkspaceFile } from './workspace';

export interface Script {
  readonly uri: string;
  readonly document: SqlDocument;
}

/** Without the script itself; as the editor has them, else as they are on the disk. */
export async function findSharingScripts(
  uri: string,
  workspace: Workspace,
  documents: OpenDocuments,
): Promise<readonly Script[]> {
  const files = new Map(workspace.files(uri).flatMap((file) => toEntry(file)));
  const start = toPath(uri);
  if (start === undefined) return [];
  const links = linkFiles(files, workspace.folderPaths);
  const reached = new Set([start]);
  for (const path of reached) links.get(path)?.forEach((other) => reached.add(other));
  const others = [...reached].filter((path) => path !== start);
  const read = await Promise.all(
    others.map(async (path) => {
      const other = files.get(path)?.uri ?? toUri(path);
      const document = documents.get(other)?.document ?? (await readScript(path));
      return document ? [{ uri: other, document }] : [];
    }),
  );
  return read.flat();
}

function toEntry(file: WorkspaceFile): readonly (readonly [path: string, file: WorkspaceFile])[] {
  const path = toPath(file.uri);
  return path === undefined ? [] : [[path, file]];
}

async function readScript(path: string): Promise<SqlDocument | undefined> {
  const read = await readTextFile(path, ANYTHING);
  return typeof read === 'object' && read.text !== undefined ? createDocument(read.text) : undefined;
}

/** Both ways; a file that an include may mean in several places is linked to each that is there. */
function linkFiles(
  files: ReadonlyMap<string, WorkspaceFile>,
  folders: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const links = new Map<string, string[]>();
  const link = (from: string, to: string): void => {
    links.set(from, [...(links.get(from) ?? []), to]);
  };
  for (const [path, { summary }] of files) {
    for (const included of summary.includes.flatMap((include) => placesOf(include, path, folders))) {
      const isThere = files.has(included) || isUnread(included, folders);
      if (!isThere || included === path) continue;
      link(path, included);
      link(included, path);
    }
  }
  return links;
}

/** A script of the workspace that holds nothing else for us. */
function isUnread(path: string, folders: readonly string[]): boolean {
  return isSqlFile(path) && folders.some((folder) => isBelow(folder, path)) && existsSync(path);
}

/** Where psql was started nobody knows: beside the script or in a folder that is open, most likely. */
function placesOf(
  { path, isRelative }: Include,
  script: string,
  folders: readonly string[],
): readonly string[] {
  if (isAbsolute(path)) return [path];
  const from = isRelative ? [dirname(script)] : [dirname(script), ...folders];
  return from.map((folder) => join(folder, path));
}
