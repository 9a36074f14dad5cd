import type { Connection, InitializeParams } from 'vscode-languageserver';
import { EXTENSIONS } from '../../core/workspace/fileLanguage';
import type { OpenDocuments } from '../documents/documents';
import { survive, type Logger } from '../guard';
import { readFunctionsFolder, type HandlerFolders } from '../handlerFiles';
import type { WatchedFiles } from '../watchedFiles';
import { FileIndex } from './fileIndex';
import { WorkspaceFolders } from './folders';
import { createProgress } from './readingProgress';
import { Workspace } from './workspace';
import { WorkspaceReading } from './workspaceReading';

export interface FollowedWorkspace {
  readonly workspace: Workspace;
  readonly reading: WorkspaceReading;
  readonly handlerFolders: () => HandlerFolders;
}

const PATTERN = `**/*.{${EXTENSIONS.map((extension) => extension.slice(1)).join(',')}}`;

/** Reads the workspace once the client is initialized, and then what it tells of changes. */
export function followWorkspace(
  connection: Connection,
  documents: OpenDocuments,
  params: InitializeParams,
  watched: WatchedFiles,
  log: Logger,
): FollowedWorkspace & { readonly start: () => Promise<void> } {
  const folders = new WorkspaceFolders(params);
  const index = new FileIndex(log);
  const workspace = new Workspace(documents, index, folders);
  const progress = createProgress(connection, params, log);
  const reading = new WorkspaceReading(index, folders, progress, () => workspace.noteChange(), log);
  const functionsFolder = readFunctionsFolder(params);
  const start = (): Promise<void> =>
    survive(log, 'workspace not followed', async () => {
      folders.follow(connection, () => reading.foldersChanged());
      watched.listen((changes) => reading.filesChanged(changes));
      void reading.ready();
      reading.isWatched = await watched.watch(params, PATTERN);
    });
  return {
    workspace,
    reading,
    handlerFolders: () => ({ workspaces: folders.paths, functionsFolder }),
    start,
  };
}
