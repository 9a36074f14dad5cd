/** Where an embedded cluster has its functions, and which files share one. */
import { dirname, isAbsolute, join } from 'node:path';

export interface ClusterPlace {
  /** Files of the same workspace folder share a cluster; without one, files of the same folder do. */
  readonly folder: string;
  /** Absolute path. */
  readonly functionsFolder: string;
}

/** What is known of a file; paths of the local disk, undefined where there are none. */
export interface FileFacts {
  readonly workspaceFolder: string | undefined;
  /** Undefined for an untitled editor. */
  readonly path: string | undefined;
  /** The setting: absolute, or seen from the folder. */
  readonly functionsFolder: string;
  /** For files that lie nowhere. */
  readonly fallbackFolder: string;
}

export function findClusterPlace(file: FileFacts): ClusterPlace {
  const { workspaceFolder, path, functionsFolder, fallbackFolder } = file;
  const folder = workspaceFolder ?? (path === undefined ? fallbackFolder : dirname(path));
  return {
    folder,
    functionsFolder: isAbsolute(functionsFolder) ? functionsFolder : join(folder, functionsFolder),
  };
}
