/**
 * Which process owns a data directory. Files `owner.1`, `owner.2`, … are created exclusively, one number up from an
 * owner that is gone; the highest number counts. Nobody removes a file that might be another's, so two that start at
 * once can't both win.
 */
import { existsSync, linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the owner tells of itself: the state that a second user of the sandbox attaches by. */
export interface Owner {
  readonly pid: number;
  readonly port: number;
  readonly functionsDir: string;
  /** Of the sandbox's program: a later one may not talk to an older. */
  readonly version: string;
}

/** Must grow when what the sandbox and its users say to each other changes. */
export const SANDBOX_VERSION = '1';

const FILE = /^owner\.(\d+)$/;

interface OwnerFile {
  readonly generation: number;
  /** Undefined: the file can't be read, so it is nobody's. */
  readonly owner: Owner | undefined;
}

/** The last owner of the folder, alive or not; undefined: none is known, or there is no such folder. */
export function findOwner(dataDir: string): Owner | undefined {
  try {
    return findLast(dataDir)?.owner;
  } catch {
    // What is wrong with the folder is told by the process that tries to use it.
    return undefined;
  }
}

/**
 * Makes this process the owner, unless the last one is alive, which `isAlive` tells. Returns false when another
 * process owns the folder. The file stays behind when the process ends: the numbers must never begin anew.
 */
export async function acquire(
  dataDir: string,
  owner: Owner,
  isAlive: (owner: Owner) => Promise<boolean>,
): Promise<boolean> {
  for (;;) {
    const last = findLast(dataDir);
    if (last?.owner && (await isAlive(last.owner))) return false;
    const generation = (last?.generation ?? 0) + 1;
    if (!create(dataDir, generation, owner)) continue;
    // Others may have gone past while `isAlive` took its time; then this number says nothing.
    if (findLast(dataDir)?.generation === generation) {
      for (const older of listGenerations(dataDir)) if (older < generation) remove(dataDir, older);
      return true;
    }
    remove(dataDir, generation);
  }
}

function findLast(dataDir: string): OwnerFile | undefined {
  const generation = Math.max(0, ...listGenerations(dataDir));
  return generation === 0 ? undefined : { generation, owner: read(dataDir, generation) };
}

function listGenerations(dataDir: string): number[] {
  if (!existsSync(dataDir)) return [];
  return readdirSync(dataDir).flatMap((name) => Number(FILE.exec(name)?.[1] ?? []));
}

function fileOf(dataDir: string, generation: number): string {
  return join(dataDir, `owner.${generation}`);
}

function read(dataDir: string, generation: number): Owner | undefined {
  try {
    return readOwner(readFileSync(fileOf(dataDir, generation), 'utf8'));
  } catch {
    // Removed by a later owner.
    return undefined;
  }
}

/** What an owner wrote of itself; undefined for anything else. */
export function readOwner(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Partial<Owner> | null;
    return isOwner(owner) ? owner : undefined;
  } catch {
    return undefined;
  }
}

function isOwner(owner: Partial<Owner> | null): owner is Owner {
  if (!owner) return false;
  const { pid, port, functionsDir, version } = owner;
  const isPlaced = Number.isInteger(pid) && Number.isInteger(port);
  return isPlaced && typeof functionsDir === 'string' && typeof version === 'string';
}

/** Whole or not at all: a link to a file that is written already. Returns false if the number is taken. */
function create(dataDir: string, generation: number, owner: Owner): boolean {
  const draft = join(dataDir, `owner.draft-${process.pid}`);
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    linkSync(draft, fileOf(dataDir, generation));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function remove(dataDir: string, generation: number): void {
  rmSync(fileOf(dataDir, generation), { force: true });
}
