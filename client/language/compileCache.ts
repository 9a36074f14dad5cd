import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Has Node keep what it has compiled of the server, so that it starts sooner the next time (NODE_COMPILE_CACHE, of Node
 * 22.1 and later; older ones pass it over). `folder` is ours alone, since what lies there is run. Answers the variables
 * for the server's environment.
 */
export function keepCompiled(folder: string, version: string): Readonly<Record<string, string>> {
  return { NODE_COMPILE_CACHE: join(folder, version) };
}

/** Removes what other versions of the extension have left. Rejects where the folder can't be written. */
export async function removeOldCompiled(folder: string, version: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const old = (await readdir(folder)).filter((name) => name !== version);
  await Promise.all(old.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
