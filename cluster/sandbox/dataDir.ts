import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unpackFolder } from './archive';

const CLUSTER = 'pgdata';
/** A cluster that is being unpacked. */
const UNFINISHED = 'pgdata.new';
/** The major version of the PostgreSQL in PGlite. */
const POSTGRESQL = '18';

/** The data directory can't be used; the message says why and what to do. */
export class DataDirError extends Error {}

/** PostgreSQL's folder in the sandbox's. */
export function clusterFolder(dataDir: string): string {
  return join(dataDir, CLUSTER);
}

/** Makes the sandbox's folder, readable by this user alone. Throws `DataDirError`. */
export function makeDataDir(dataDir: string): void {
  attempt(dataDir, () => {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK);
  });
}

/** Makes a new cluster where there is none. Only for the owner of the folder. Throws `DataDirError`. */
export function prepareCluster(dataDir: string, template: string): void {
  const cluster = clusterFolder(dataDir);
  attempt(dataDir, () => {
    if (!existsSync(cluster)) unpackCluster(dataDir, template, cluster);
    requireVersion(cluster, dataDir);
    accessSync(cluster, constants.W_OK);
  });
}

/** A half-unpacked cluster never bears the name of a whole one. */
function unpackCluster(dataDir: string, template: string, cluster: string): void {
  const unfinished = join(dataDir, UNFINISHED);
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  unpackFolder(readFileSync(template), unfinished);
  renameSync(unfinished, cluster);
}

function requireVersion(cluster: string, dataDir: string): void {
  const file = join(cluster, 'PG_VERSION');
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'none';
  if (version === POSTGRESQL) return;
  throw new DataDirError(
    version === 'none'
      ? `${dataDir} does not hold a whole embedded cluster. Delete the folder to begin with a new one.`
      : `The embedded cluster in ${dataDir} is of PostgreSQL ${version}, this is ${POSTGRESQL}. Delete the folder to begin with a new one.`,
  );
}

function attempt<Result>(dataDir: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (error instanceof DataDirError) throw error;
    const reason = (error as Error).message;
    throw new DataDirError(
      `${dataDir} can't be used for the embedded cluster: ${reason}. Choose another folder, or mend this one.`,
    );
  }
}
